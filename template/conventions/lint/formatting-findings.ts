import { execFile } from 'node:child_process';
import { readFile } from 'node:fs/promises';
import { relative, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { Finding } from '../finding.ts';
import { knownFiles } from './known-files.ts';

const bin = fileURLToPath(new URL('bin/prettier.cjs', import.meta.resolve('prettier/package.json')));
const DEADLINE_MS = 120_000;

/** What Prettier's results depend on, but for the file. */
async function settings(cwd: string): Promise<string> {
  const names = [fileURLToPath(import.meta.resolve('prettier/package.json')), 'prettier.config.js', '.prettierignore'];
  const texts = names.map((name) => readFile(resolve(cwd, name), 'utf8').catch(() => ''));
  return (await Promise.all(texts)).join('\0');
}

function prettier(cwd: string, files: readonly string[], fix: boolean): Promise<Finding[]> {
  const options = ['--list-different', '--ignore-unknown', '--no-error-on-unmatched-pattern', '--no-color'];
  const args = [bin, ...options, ...(fix ? ['--write'] : []), '--', ...files];
  return new Promise((done, fail) => {
    execFile(process.execPath, args, { cwd, timeout: DEADLINE_MS, maxBuffer: 2 ** 26 }, (error, stdout, stderr) => {
      // 1: files differ. 2: a file that cannot be read.
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

/** The files that Prettier would write otherwise, after writing them where `fix` is set. Runs in a process of its own. */
export async function formattingFindings(cwd: string, files: readonly string[], fix: boolean): Promise<Finding[]> {
  if (files.length !== 1 || files[0] !== '.') return prettier(cwd, files, fix);
  // Prettier's own cache still costs it two seconds for some hundred files, most of it spent on settling their options.
  const { unknown, remember } = await knownFiles(cwd, 'formatted', await settings(cwd));
  const findings = unknown?.length === 0 ? [] : await prettier(cwd, unknown ?? ['.'], fix);
  if (!fix) await remember(new Set(findings.map(({ file }) => relative(cwd, file))));
  return findings;
}
