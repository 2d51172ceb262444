import { describe, expect, it } from '@jest/globals';
import { evaluate } from '../../eval/harness/evaluate.ts';
import { readGlosses, type Dataset } from '../../eval/search/datasets.ts';
import { evaluateRetrieval } from '../../eval/search/evaluate-retrieval.ts';
import { rankingMeasures } from '../../eval/search/ranking.ts';
import { searchEval } from '../../eval/search.eval.ts';
import { requestContext } from '../../src/context/request-context.ts';
import { evaluationRunAdminRepository } from '../../src/repositories/evaluation-run-admin.repository.ts';
import { scratchDir } from '../../stack/scratch-dir.ts';
import { admin } from '../support/admin.ts';
import { startDocumentWorker } from '../support/start-document-worker.ts';
import type { TestUser } from '../support/test-user.ts';

const test = startDocumentWorker();

/** Runs work as a request of a user, with their token: search goes by it. */
const as = <T>({ id, token }: TestUser, work: () => Promise<T>): Promise<T> => {
  const caller = { user: { id, email: null }, accessToken: token };
  const signal = new AbortController().signal;
  return requestContext.run({ requestId: 'eval', log: test.app().log, signal, caller }, work);
};

/** A part of a dataset, that is soon uploaded. */
const partOf = ({ documents, questions, ...dataset }: Dataset): Dataset => {
  const some = documents.slice(1, 3);
  const names = some.map(({ name }) => name);
  return {
    ...dataset,
    name: 'glosses-part',
    documents: some,
    questions: questions.filter(({ evidence }) => evidence !== null && names.includes(evidence.document)),
  };
};

describe('npm run eval', () => {
  it('fails where the search is broken', async () => {
    const [user, dataset, { dir, remove }] = [await test.newUser(), partOf(await readGlosses()), await scratchDir()];
    const ids: string[] = [];
    for (const { name, text } of dataset.documents) ids.push(await test.ingest(user, name, text));
    const run = () =>
      evaluate(
        'search',
        { ...searchEval, least: {} },
        {
          run: async () => [await as(user, () => evaluateRetrieval(dataset, ids))],
          async keep({ name, dataset_hash, model, measures, cases }) {
            const row = { name, dataset_hash, model, measures: { ...measures }, cases: cases.length };
            await evaluationRunAdminRepository.add(row);
            return evaluationRunAdminRepository.list(name, 10);
          },
        },
        { folder: dir, accept: false, say: () => undefined },
      );
    const before = (await evaluationRunAdminRepository.list(dataset.name, 10)).length;
    expect(await run()).toBe(true);
    expect(await run()).toBe(true);
    // Without its vectors, a search by meaning finds nothing.
    await admin().from('chunk_vectors').delete().eq('owner_id', user.id);
    expect(await run()).toBe(false);
    expect(await run()).toBe(false);
    const runs = await evaluationRunAdminRepository.list(dataset.name, 10);
    expect(runs).toHaveLength(before + 4);
    expect(runs[0]?.measures['recall@10']).toBeLessThan((runs[3]?.measures['recall@10'] ?? 0) / 2);
    await remove();
  });

  it('measures by the place of what was wanted', () => {
    const measures = rankingMeasures([1, 2, 4, 11, null]);
    expect(measures['recall@1']).toBeCloseTo(1 / 5);
    expect(measures['recall@3']).toBeCloseTo(2 / 5);
    expect(measures['recall@10']).toBeCloseTo(3 / 5);
    expect(measures['mrr']).toBeCloseTo((1 + 1 / 2 + 1 / 4) / 5);
    expect(measures['ndcg@10']).toBeCloseTo((1 + 1 / Math.log2(3) + 1 / Math.log2(5)) / 5);
    expect(rankingMeasures([])).toMatchObject({ mrr: 0 });
  });
});
