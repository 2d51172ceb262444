import { expect, it } from '@jest/globals';
import { changes } from '../../src/utils/changes.ts';

it.each([
  ['nothing', { a: 1, b: 'x' }, { a: 1, b: 'x' }, {}],
  ['a value', { a: 1, b: 'x' }, { a: 2, b: 'x' }, { a: 2 }],
  ['null', { a: 1 }, { a: null }, { a: null }],
  ['null as well as absent', {}, { a: null }, { a: null }],
  ['a type', { a: 1 }, { a: '1' }, { a: '1' }],
  ['deep in a value', { a: { b: [1, { c: 2 }] } }, { a: { b: [1, { c: 3 }] } }, { a: { b: [1, { c: 3 }] } }],
  ['nothing deep in a value', { a: { b: [1], c: 2 } }, { a: { c: 2, b: [1] } }, {}],
  ['nothing that only the current row has', { id: 1, a: 1 }, { a: 1 }, {}],
])('what differs: %s', (_, current, next, expected) => {
  expect(changes(current, next)).toEqual(expected);
});
