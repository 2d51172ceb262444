import { execFile } from 'node:child_process';
import { resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { Finding } from '../finding.ts';

const bin = fileURLToPath(new URL('bin/prettier.cjs', import.meta.resolve('prettier/package.json')));
const DEADLINE_MS = 120_000;

/** The files that Prettier would write otherwise, after writing them where `fix` is set. Runs in a process of its own. */
export function formattingFindings(cwd: string, files: readonly string[], fix: boolean): Promise<Finding[]> {
  const options = ['--list-different', '--ignore-unknown', '--no-error-on-unmatched-pattern', '--no-color', '--cache'];
  const args = [bin, ...options, ...(fix ? ['--write'] : []), '--', ...files];
  return new Promise((done, fail) => {
    execFile(process.execPath, args, { cwd, timeout: DEADLINE_MS, maxBuffer: 2 ** 26 }, (error, stdout, stderr) => {
      // 1: files differ. 2: a file that cannot be read, which ESLint or a check reports with its line.
      if (error !== null && error.code !== 1 && error.code !== 2) {
        return fail(new Error(`Prettier did not end well (${error.signal ?? error.code}): ${stderr.trim()}`));
      }
      const different = fix ? [] : stdout.split('\n').filter((line) => line !== '');
      const unread = [...stderr.matchAll(/^\[error\] (.+?): (\w*Error: .*?)(?: \((\d+):(\d+)\))?$/gm)];
      return done([
        ...different.map((name) => ({
          rule: 'prettier',
          file: resolve(cwd, name),
          line: 1,
          column: 1,
          message: 'Not formatted as Prettier would. PATTERNS.md › Formatting. Run `npm run lint -- --fix`.',
          severity: 'error' as const,
        })),
        ...unread.map(([, name = '', message = '', line = '1', column = '1']) => ({
          rule: 'prettier',
          file: resolve(cwd, name),
          line: Number(line),
          column: Number(column),
          message: `Prettier cannot read this file: ${message} PATTERNS.md › Formatting. Mend what is written there.`,
          severity: 'error' as const,
        })),
      ]);
    });
  });
}
