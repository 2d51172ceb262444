import { isDeepStrictEqual } from 'node:util';
import { z } from 'zod';
import { answerFromDocumentsPrompt } from '../../src/prompts/answer-from-documents.prompt.ts';
import { judgeAnswerPrompt } from '../../src/prompts/judge-answer.prompt.ts';
import { aiUsageAdminRepository } from '../../src/repositories/ai-usage-admin.repository.ts';
import { usageSchema } from '../../src/schemas/ai.schema.ts';
import { citationSchema, documentAnswerDoneSchema } from '../../src/schemas/document-answer.schema.ts';
import { answerJudgeService } from '../../src/services/answer-judge.service.ts';
import { documentAnswerService } from '../../src/services/document-answer.service.ts';
import { findQuote } from '../../src/utils/find-quote.ts';
import type { EvaluatedCase, Result } from '../harness/evaluation.ts';
import type { Dataset, Question } from './datasets.ts';

const tokenSchema = z.object({ text: z.string() });

/** An answer with all that came with it. */
const ask = async (question: string, ids: readonly string[]) => {
  const filter = { document_ids: [...ids], types: null, kinds: null, headings: null };
  const produce = await documentAnswerService.answer({ question, filter });
  const events: { event: string; data: unknown }[] = [];
  await produce(async ({ event, data }) => void events.push({ event, data }));
  const all = (name: string) => events.filter(({ event }) => event === name).map(({ data }) => data);
  return {
    text: tokenSchema
      .array()
      .parse(all('token'))
      .map(({ text }) => text)
      .join(''),
    citations: citationSchema.array().parse(all('citation')),
    done: documentAnswerDoneSchema.parse(all('done')[0]),
    model: usageSchema.array().parse(all('usage'))[0]?.model ?? null,
  };
};

type Answered = Awaited<ReturnType<typeof ask>>;

/** Whether words are cited that prove it: the evidence itself, or a part of it, or what has it within. */
const citesEvidence = ({ citations }: Answered, { evidence }: Question): boolean =>
  evidence !== null &&
  citations.some(
    ({ document_name, text }) =>
      document_name === evidence.document &&
      (findQuote(text, evidence.text) !== null || findQuote(evidence.text, text) !== null),
  );

const judge = async (answered: Answered, { question, answer }: Question) => {
  const sources = answered.citations.map(({ text }) => text);
  return answerJudgeService.judge({ question, reference: answer, answer: answered.text, sources });
};

const share = (values: readonly boolean[]): number =>
  values.length === 0 ? 0 : values.filter((value) => value).length / values.length;

const keepScore = async (
  prompt: { name: string; version: number },
  model: string,
  rights: readonly boolean[],
): Promise<void> => {
  const row = { prompt: prompt.name, version: prompt.version, model, score: share(rights), cases: rights.length };
  await aiUsageAdminRepository.addEvaluation(row);
};

/**
 * How well questions are answered: by what can be checked (whether it cites, cites what proves it, and knows when it does not know),
 * and by what a judge says. The versions of both prompts are given a score: the share of right answers, and of verdicts that
 * agree with what can be checked.
 */
export async function evaluateAnswers({ hash, questions }: Dataset, ids: readonly string[]): Promise<Result> {
  const rows = [];
  for (const wanted of questions) {
    const answered = await ask(wanted.question, ids);
    const known = wanted.evidence !== null;
    const tried = known && answered.done.status !== 'unknown';
    const judged = tried ? await judge(answered, wanted) : null;
    rows.push({ wanted, answered, known, tried, judged, right: citesEvidence(answered, wanted) });
  }
  const [known, unknown] = [rows.filter((row) => row.known), rows.filter((row) => !row.known)];
  const tried = known.filter((row) => row.tried);
  const verdicts = tried.flatMap(({ judged, right }) => (judged === null ? [] : [{ ...judged.verdict, right }]));
  const model = rows.find(({ answered }) => answered.model !== null)?.answered.model ?? 'none';
  const judging = tried.find(({ judged }) => judged !== null)?.judged?.model ?? 'none';
  await keepScore(
    answerFromDocumentsPrompt,
    model,
    known.map(({ right }) => right),
  );
  await keepScore(
    judgeAnswerPrompt,
    judging,
    verdicts.map(({ correct, right }) => isDeepStrictEqual(correct, right)),
  );
  const cases = rows.map(({ wanted, answered, right, known: isKnown, judged }): EvaluatedCase => {
    const refused = answered.done.status === 'unknown';
    const why =
      judged === null ? '' : ` (judge: ${judged.verdict.correct ? 'correct' : 'wrong'}; ${judged.verdict.why})`;
    return { question: wanted.question, score: (isKnown ? right : refused) ? 1 : 0, note: `${answered.text}${why}` };
  });
  return {
    name: 'answers',
    title: 'Answers from the papers of a ferry company',
    dataset_hash: hash,
    model,
    measures: {
      'answers what is known': share(known.map((row) => row.tried)),
      'does not know the rest': share(unknown.map(({ answered }) => answered.done.status === 'unknown')),
      cites: share(tried.map(({ answered }) => answered.done.citations > 0)),
      'cites nothing made up': share(tried.map(({ answered }) => answered.done.refused === 0)),
      'cites what proves it': share(known.map(({ right }) => right)),
      'judged correct': share(known.map(({ judged }) => judged?.verdict.correct === true)),
      'judged grounded': share(tried.map(({ judged }) => judged?.verdict.grounded === true)),
    },
    beside: {},
    cases,
  };
}
