// `npm run coverage`: the coverage of the last test run, with all that ran in the processes which the tests started.
import { existsSync } from 'node:fs';
import path from 'node:path';
import { fail } from '../../stack/fail.ts';
import { measureCoverage, type FileCoverage } from './measure-coverage.ts';

/** The least share of lines and of branches, in percent, over all folders. */
const THRESHOLDS = { lines: 90, branches: 85 };
/** Files below this are listed. */
const LISTED_BELOW = 80;

const root = process.cwd();
// The generators' tests are the kit's.
const folders = existsSync(path.join(root, 'template'))
  ? ['template/src', 'template/stack', 'template/conventions', 'generators']
  : ['src', 'stack', 'conventions'];

type Kind = keyof typeof THRESHOLDS;
const kinds = ['lines', 'branches'] as const;

/** In percent, rounded down: 89.99 is not 90. */
function percent(files: readonly FileCoverage[], kind: Kind): number {
  const sum = (part: 'covered' | 'total') => files.reduce((all, file) => all + file[kind][part], 0);
  return sum('total') === 0 ? 100 : Math.floor((sum('covered') / sum('total')) * 1000) / 10;
}

/** [1, 2, 3, 7] as "1-3 7". */
function spans(lines: readonly number[]): string {
  const firsts = lines.filter((line) => !lines.includes(line - 1));
  const lasts = lines.filter((line) => !lines.includes(line + 1));
  return firsts.map((first, index) => (first === lasts[index] ? `${first}` : `${first}-${lasts[index]}`)).join(' ');
}

function row(name: string, files: readonly FileCoverage[]): string {
  const [lines, branches] = kinds.map((kind) => percent(files, kind).toFixed(1).padStart(11));
  return `${name.padEnd(56)}${lines}${branches}`;
}

const heading = (title: string) => `${title.padEnd(56)}${'lines %'.padStart(11)}${'branches %'.padStart(11)}`;

async function measured(): Promise<FileCoverage[]> {
  const collected = path.join(root, 'coverage', 'processes');
  if (!existsSync(collected)) {
    throw new Error('The last test run did not count. Run `npm test -- --coverage`, then this again.');
  }
  return measureCoverage({ root, sources: folders.map((folder) => `${folder}/**/*.ts`), collected });
}

function table(files: readonly FileCoverage[]): string {
  const low = files.filter((file) => kinds.some((kind) => percent([file], kind) < LISTED_BELOW));
  const lines = [
    ...(low.length === 0 ? [] : [`${heading(`files below ${LISTED_BELOW} %`)}  lines not run, or only in part`]),
    ...low.map((file) => `${row(file.file, [file])}  ${spans(file.missed)}`),
    ...(low.length === 0 ? [] : ['']),
    heading('folders'),
    ...folders.map((folder) =>
      row(
        folder,
        files.filter(({ file }) => file.startsWith(`${folder}/`)),
      ),
    ),
    row('all', files),
  ];
  return lines.join('\n');
}

try {
  const files = await measured();
  process.stdout.write(`${table(files)}\n`);
  const missing = kinds.filter((kind) => percent(files, kind) < THRESHOLDS[kind]);
  const is = missing.map((kind) => `${percent(files, kind)} % of the ${kind}, where ${THRESHOLDS[kind]} % is asked`);
  if (missing.length > 0) {
    throw new Error(`The tests run ${is.join(', and ')}. Write tests for what never ran, then count again.`);
  }
} catch (error) {
  fail(error);
}
