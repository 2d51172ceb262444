import { describe, expect, it } from '@jest/globals';
import { openai } from '../../src/clients/openai.ts';
import { aiConfig } from '../../src/config/ai.config.ts';
import { models } from '../../src/config/models.config.ts';
import { sameQuestion } from '../../src/utils/same-question.ts';
import { questionPairs } from '../support/question-pairs.ts';

/** Of the pairs with one answer, the share that must be found; those that differ in a word that means something are not. */
const LEAST_FOUND = 0.6;

const distancesOf = async () => {
  const input = questionPairs.flatMap(([one, other]) => [one, other]);
  const { data } = await openai().embeddings.create({ model: models.embedding[0].model, input, dimensions: 512 });
  const vectors = data.map(({ embedding }) => embedding);
  return questionPairs.map(([one, other, same], index) => {
    const [a = [], b = []] = vectors.slice(2 * index, 2 * index + 2);
    return { one, other, same, distance: 1 - a.reduce((sum, value, at) => sum + value * (b[at] ?? 0), 0) };
  });
};

describe('AI_CACHE_DISTANCE', () => {
  it('takes no two questions with different answers for one, and finds others again', async () => {
    const pairs = await distancesOf();
    const at = (limit: number, same: boolean, byWords: boolean): number =>
      pairs.filter(
        (pair) => pair.same === same && pair.distance <= limit && (!byWords || sameQuestion(pair.one, pair.other)),
      ).length;
    const alike = pairs.filter(({ same }) => same).length;
    const rows = [0.01, 0.02, 0.03, 0.05, 0.08, 0.1, 0.15, 0.2, 0.3].map(
      (limit) =>
        `  ${limit.toFixed(2)}  by vectors alone ${at(limit, true, false)} of ${alike} found, ${at(limit, false, false)} wrong; ` +
        `with words ${at(limit, true, true)} found, ${at(limit, false, true)} wrong`,
    );
    process.stdout.write(`Questions taken for one, by the distance of their vectors:\n${rows.join('\n')}\n`);
    const limit = aiConfig.AI_CACHE_DISTANCE;
    expect(at(2, false, true)).toBe(0);
    expect(at(limit, true, true) / alike).toBeGreaterThanOrEqual(LEAST_FOUND);
  });
});
