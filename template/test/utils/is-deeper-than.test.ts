import { expect, it } from '@jest/globals';
import { isDeeperThan } from '../../src/utils/is-deeper-than.ts';

const nested = (depth: number): unknown => JSON.parse('['.repeat(depth) + ']'.repeat(depth));

it.each([
  [0, 'text', false],
  [0, null, false],
  [0, {}, true],
  [1, {}, false],
  [1, { a: null, b: 'x' }, false],
  [1, { a: {} }, true],
  [2, { a: [1, 2], b: { c: 'x' } }, false],
  [2, [{ a: 1 }, { a: [] }], true],
  [100, nested(100), false],
  [100, nested(101), true],
  [100, nested(200_000), true],
])('deeper than %d', (levels, value, expected) => {
  expect(isDeeperThan(levels, value)).toBe(expected);
});
