import { expect, it } from '@jest/globals';
import { toldApart } from './told-apart.ts';

const around = (ms: number): number[] => Array.from({ length: 10 }, (_, n) => ms + ((n * 7) % 10));

it('sees a difference that each reply has, and none where there is none', () => {
  expect(toldApart(around(500), around(550))).toBeGreaterThan(3.6);
  expect(toldApart(around(550), around(500))).toBeGreaterThan(3.6);
  expect(toldApart(around(500), around(500.5))).toBeLessThan(1);
  expect(toldApart([...around(500), 9000], around(500))).toBeLessThan(1.5);
});
