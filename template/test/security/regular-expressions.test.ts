import { execFile } from 'node:child_process';
import path from 'node:path';
import { promisify } from 'node:util';
import { expect, it } from '@jest/globals';
import { z } from 'zod';
import { redact } from '../../src/utils/redact.ts';

/** A machine that does other things as well takes its time; on a quiet one it is half a minute. */
const PATIENCE_MS = 240_000;
const list = z.array(z.object({ regex: z.string(), growth: z.string() }));

it(
  'has no regular expression that a text can blow up: in the app and the migrations each is linear, in the tools none is exponential',
  async () => {
    const program = path.join(import.meta.dirname, 'support/check-regexes.process.ts');
    const { stdout } = await promisify(execFile)(process.execPath, [program], { timeout: PATIENCE_MS - 5000 });
    const { exposed, tools, bad } = z.object({ exposed: list, tools: list, bad: list }).parse(JSON.parse(stdout));
    expect(exposed.length).toBeGreaterThan(20);
    expect(exposed.filter(({ growth }) => growth !== 'safe')).toEqual([]);
    expect(tools.length).toBeGreaterThan(5);
    expect(tools.filter(({ growth }) => !['safe', 'polynomial'].includes(growth))).toEqual([]);
    // It would report one.
    expect(bad.map(({ growth }) => growth)).toEqual(['exponential', 'exponential', 'polynomial']);
  },
  PATIENCE_MS,
);

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
