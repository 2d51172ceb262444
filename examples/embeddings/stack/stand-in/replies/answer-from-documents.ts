import { z } from 'zod';
import type { StandInReply } from '../answer-as-stand-in.ts';
import { markedInputs } from '../marked-inputs.ts';
import { wordsIn } from '../words-in.ts';

const passagesSchema = z.array(z.object({ number: z.int(), under: z.string(), text: z.string() }));

/** How much of a question a sentence has to have: below, nobody knows. */
const ENOUGH = 0.5;
const LONGEST_QUOTE = 300;

const sentencesOf = (text: string, under: string): string[] =>
  text
    .split(/(?<=[.!?])\s+(?=\p{Lu})|\n{2,}|\n(?=[-|])/u)
    .map((sentence) => sentence.trim())
    .filter((sentence) => sentence !== '' && !sentence.startsWith('#') && !under.endsWith(sentence));

/** In place of a model's answer: the sentence that has most words of the question, cited; or that nobody knows. */
export const answerFromDocuments: StandInReply = (request) => {
  const [passages, question = ''] = markedInputs(request, 'answer-from-documents') ?? [];
  if (passages === undefined) return null;
  const sentences = passagesSchema
    .parse(JSON.parse(passages))
    .flatMap(({ number, under, text }) =>
      sentencesOf(text, under).map((sentence) => ({ number, sentence, own: wordsIn(sentence), above: wordsIn(under) })),
    );
  const wanted = [...wordsIn(question)].map((word) => {
    const having = sentences.filter(({ own, above }) => own.has(word) || above.has(word)).length;
    // What few sentences say is what a question is about; what none says may be said in other words.
    return { word, weight: having === 0 ? 0.5 : Math.log(1 + sentences.length / having) };
  });
  const all = wanted.reduce((sum, { weight }) => sum + weight, 0);
  const scored = sentences.map(({ number, sentence, own, above }) => {
    const score = wanted.reduce(
      (sum, { word, weight }) => sum + (own.has(word) ? weight : above.has(word) ? weight / 2 : 0),
      0,
    );
    return { number, sentence, score: all === 0 ? 0 : score / all };
  });
  const [best] = scored.toSorted((a, b) => b.score - a.score);
  if (best === undefined || best.score < ENOUGH) return { content: "I don't know." };
  const { number, sentence } = best;
  return { content: `${sentence} [[${number}|${sentence.slice(0, LONGEST_QUOTE)}]]` };
};
