import type { StandInReply } from '../answer-as-stand-in.ts';
import { markedInputs } from '../marked-inputs.ts';
import { shareIn, wordsIn } from '../words-in.ts';

/** In place of a judge's verdict: whether the answer has the words of the reference, and the sources those of the answer. */
export const judgeAnswer: StandInReply = (request) => {
  const [, reference = '', answer = '', sources = ''] = markedInputs(request, 'judge-answer') ?? [];
  if (answer === '') return null;
  const correct = shareIn(wordsIn(reference), wordsIn(answer)) >= 0.7;
  const grounded = shareIn(wordsIn(answer.replace(/\[\d+\]/g, '')), wordsIn(sources)) >= 0.8;
  return { content: JSON.stringify({ correct, grounded, why: 'Judged by the words that they share.' }) };
};
