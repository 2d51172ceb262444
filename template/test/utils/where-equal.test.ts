import { expect, it } from '@jest/globals';
import { whereEqual } from '../../src/utils/where-equal.ts';

type Recorded = { calls: string[][]; filter(column: string, operator: string, value: string): Recorded };

it('filters by what is not null, and quotes text', () => {
  const calls: string[][] = [];
  const query: Recorded = { calls, filter: (...call) => (calls.push(call), query) };
  whereEqual(query, { status: 'a","b', total: '1.50', count: 0, paid: false, note: null });
  expect(calls).toEqual([
    ['status', 'in', '("a\\",\\"b")'],
    ['total', 'in', '("1.50")'],
    ['count', 'eq', '0'],
    ['paid', 'eq', 'false'],
  ]);
});
