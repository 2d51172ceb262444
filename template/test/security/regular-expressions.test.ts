import { expect, it } from '@jest/globals';
import type { Parameters } from 'recheck';
import { redact } from '../../src/utils/redact.ts';
import { type FoundRegex, findRegexes } from './support/find-regexes.ts';

// In this process, on every machine alike: the binaries that come with it start a process of their own.
process.env['RECHECK_BACKEND'] = 'pure';
const { checkSync } = await import('recheck');
const found = await findRegexes();
/** A machine that does other things as well takes its time; on a quiet one it is ten seconds. */
const PATIENCE_MS = 180_000;

/** Limits in place of times, so that a busy machine comes to the same result. */
const limits: Parameters = {
  timeout: null,
  attackTimeout: null,
  incubationTimeout: null,
  attackLimit: 20_000_000,
  maxAttackStringSize: 20_000,
  maxIteration: 5,
};
type Checked = { readonly regex: string; readonly growth: string };
const growthOf = ({ source, flags }: FoundRegex): string => {
  const result = checkSync(source, flags, limits);
  return result.status === 'vulnerable' ? result.complexity.type : result.status;
};
const check = (regexes: readonly FoundRegex[]): Checked[] =>
  regexes.map((regex) => ({ regex: `/${regex.source}/ in ${regex.files.join(', ')}`, growth: growthOf(regex) }));

// What a caller sends reaches the app and the database. Tools read what the project's own people have written.
const isExposed = ({ files }: FoundRegex): boolean => files.some((file) => /(^|\/)(src|supabase)\//.test(file));
// Its bounds of 64 are more than recheck can try out; it is tried with a million characters below.
const isRedact = ({ files }: FoundRegex): boolean => files.every((file) => /(^|\/)src\/utils\/redact\.ts$/.test(file));
// Only where a group repeats can the time double with each character.
const hasRepeatedGroup = ({ source }: FoundRegex): boolean => /\)(?:[*+]|\{\d*,)/.test(source);

it(
  'has no regular expression in the app or the migrations that takes more than linear time',
  () => {
    const exposed = found.filter((regex) => isExposed(regex) && !isRedact(regex));
    expect(exposed.length).toBeGreaterThan(20);
    expect(check(exposed).filter(({ growth }) => growth !== 'safe')).toEqual([]);
  },
  PATIENCE_MS,
);

it(
  'has no regular expression in the tools that takes exponential time',
  () => {
    const tools = found.filter((regex) => !isExposed(regex) && hasRepeatedGroup(regex));
    expect(tools.length).toBeGreaterThan(5);
    expect(check(tools).filter(({ growth }) => !['safe', 'polynomial'].includes(growth))).toEqual([]);
  },
  PATIENCE_MS,
);

it('would report one that blows up', () => {
  const bad = ['^(a+)+$', '^(\\w|_)*$', '\\s*$'].map((source) => ({ source, flags: '', files: ['src/bad.ts'] }));
  expect(check(bad).map(({ growth }) => growth)).toEqual(['exponential', 'exponential', 'polynomial']);
});

const size = 1_000_000;
it.each([
  ['key words', `"${'token'.repeat(size / 5)}"`],
  ['key words in a query', `?${'token'.repeat(size / 5)}`],
  ['beginnings of tokens', 'eyJ-'.repeat(size / 4)],
  ['beginnings of URLs', 'a.'.repeat(size / 2)],
  ['quotes', '"'.repeat(size)],
  ['escaped quotes', '\\"'.repeat(size / 2)],
  ['question marks', '?'.repeat(size)],
  ['spaces after a key', `"token"${' '.repeat(size)}`],
  ['secrets', `"token":"x",`.repeat(size / 12)],
  ['slashes', '\\'.repeat(size)],
  ['an open value', `"token":"${'\\\\'.repeat(size / 2)}`],
  ['levels of array', `{"token":"x","a":${'['.repeat(size / 2)}${']'.repeat(size / 2)}}`],
])('redacts a million characters in linear time: %s', (_, text) => {
  const started = performance.now();
  redact(text);
  redact(JSON.stringify({ msg: text }));
  // It takes some tens of milliseconds; what is quadratic takes minutes.
  expect(performance.now() - started).toBeLessThan(5000);
});
