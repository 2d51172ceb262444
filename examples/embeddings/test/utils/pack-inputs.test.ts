import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { packInputs } from '../../src/utils/pack-inputs.ts';

const limits = { inputs: 5, tokens: 100 };
const sum = (batch: readonly { tokens: number }[]): number => batch.reduce((all, { tokens }) => all + tokens, 0);

describe('packInputs', () => {
  it('keeps all inputs in their order, in calls that are within the limits, and joins what fits', () => {
    const inputs = fc.array(fc.record({ tokens: fc.integer({ min: 1, max: 100 }) }));
    fc.assert(
      fc.property(inputs, (all) => {
        const batches = packInputs(all, limits);
        expect(batches.flat()).toEqual(all);
        for (const [index, batch] of batches.entries()) {
          expect(batch.length).toBeLessThanOrEqual(limits.inputs);
          expect(sum(batch)).toBeLessThanOrEqual(limits.tokens);
          const next = batches[index + 1]?.[0];
          // What begins a call did not fit into the one before.
          if (next !== undefined)
            expect(batch.length === limits.inputs || sum(batch) + next.tokens > limits.tokens).toBe(true);
        }
      }),
    );
  });

  it('holds what OpenAI takes: 2,048 inputs and 300,000 tokens', () => {
    expect(packInputs(Array(4097).fill({ tokens: 1 })).map(({ length }) => length)).toEqual([2048, 2048, 1]);
    expect(packInputs(Array(75).fill({ tokens: 8000 })).map(({ length }) => length)).toEqual([37, 37, 1]);
  });
});
