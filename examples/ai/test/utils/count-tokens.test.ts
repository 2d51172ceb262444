import { describe, expect, it } from '@jest/globals';
import { countTokens as countWhole } from 'gpt-tokenizer';
import { countTokens } from '../../src/utils/count-tokens.ts';

const workedMs = (work: () => unknown): number => {
  const before = process.threadCpuUsage();
  work();
  const { user, system } = process.threadCpuUsage(before);
  return (user + system) / 1000;
};

const noise = (length: number): string =>
  Array.from({ length }, (_, index) => String.fromCharCode(97 + ((index * 7919) % 26))).join('');

const prose = 'Whoever counts words counts them again, for the second count is never the first; so it goes on. '.repeat(
  20,
);

describe('countTokens', () => {
  it('counts prose as the tokenizer does, but for where it is cut', () => {
    expect(countTokens(prose, Infinity) / countWhole(prose)).toBeCloseTo(1, 1);
  });

  it.each([
    ['one letter', 'a'.repeat(200_000)],
    ['spaces', ' '.repeat(200_000)],
    ['no word', noise(200_000)],
    ['emoji', '👩‍👩‍👧‍👦'.repeat(8000)],
    ['special tokens', '<|endoftext|>'.repeat(15_000)],
    ['one letter, below the limit of bytes', 'a'.repeat(30_000)],
    ['no word, below the limit of bytes', noise(30_000)],
  ])('takes at most 5 ms for 200 KB of %s, and never counts too few', (_name, text) => {
    countTokens(prose, Infinity);
    expect(workedMs(() => countTokens(text))).toBeLessThan(5);
    expect(countTokens(text)).toBeGreaterThanOrEqual(text.length / 130);
    expect(countTokens(text)).toBeLessThanOrEqual(Buffer.byteLength(text));
  });

  it('takes special tokens for text', () => {
    expect(countTokens('<|endoftext|>')).toBeGreaterThan(3);
  });
});
