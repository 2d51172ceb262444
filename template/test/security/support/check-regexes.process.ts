// Started by regular-expressions.test.ts, in a process of its own: in Jest's sandbox recheck takes ten times as long. Writes what it
// found as JSON.
import type { Parameters } from 'recheck';
import { type FoundRegex, findRegexes } from './find-regexes.ts';

// In this process, on every machine alike: the binaries that come with it start processes of their own.
process.env['RECHECK_SYNC_BACKEND'] = 'pure';
const { checkSync } = await import('recheck');

/**
 * Limits in place of times, so that a busy machine comes to the same result. The time is for one that recheck cannot decide: its
 * status is then `unknown`, which is no pass. Write it in another way.
 */
const limits: Parameters = {
  timeout: 60_000,
  attackTimeout: null,
  incubationTimeout: null,
  attackLimit: 20_000_000,
  maxAttackStringSize: 20_000,
  maxIteration: 5,
};

const check = (regexes: readonly FoundRegex[]) =>
  regexes.map(({ source, flags, files }) => {
    const result = checkSync(source, flags, limits);
    const growth = result.status === 'vulnerable' ? result.complexity.type : result.status;
    return { regex: `/${source}/ in ${files.join(', ')}`, growth };
  });

// What a caller sends reaches the app and the database. Tools read what the project's own people have written.
const isExposed = ({ files }: FoundRegex): boolean => files.some((file) => /(^|\/)(src|supabase)\//.test(file));
// Its bounds of 64 are more than recheck can try out; it is tried with a million characters in the test.
const isRedact = ({ files }: FoundRegex): boolean => files.every((file) => /(^|\/)src\/utils\/redact\.ts$/.test(file));
// Only where a group repeats can the time double with each character.
const hasRepeatedGroup = ({ source }: FoundRegex): boolean => /\)(?:[*+]|\{\d*,)/.test(source);

const found = await findRegexes();
const bad = ['^(a+)+$', '^(\\w|_)*$', '\\s*$'].map((source) => ({ source, flags: '', files: ['src/bad.ts'] }));
const checked = {
  exposed: check(found.filter((regex) => isExposed(regex) && !isRedact(regex))),
  tools: check(found.filter((regex) => !isExposed(regex) && hasRepeatedGroup(regex))),
  bad: check(bad),
};
process.stdout.write(JSON.stringify(checked));
