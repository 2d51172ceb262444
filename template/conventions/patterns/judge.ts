import { dirname, relative, sep } from 'node:path';
import type { Finding } from '../finding.ts';
import type { Justification } from './justifications.ts';
import { FEW, type Found } from './measure.ts';
import { patternFinding } from './pattern-finding.ts';
import type { Row } from './survey.ts';

const NAMED = 5;

/** A share as people read it, rounded down: 99.6 % is not all. */
export const percent = (share: number): string => `${Math.floor(share * 100)} %`;

function list(top: string, outliers: readonly Found[]): string {
  const named = outliers
    .slice(0, NAMED)
    .map(({ file, line, form }) => `${relative(top, file).split(sep).join('/')}:${line} (${form})`);
  return [...named, ...(outliers.length > NAMED ? [`${outliers.length - NAMED} more (npm run patterns)`] : [])].join(
    ', ',
  );
}

function judgeRow(document: string, { block, measured }: Row): Finding[] {
  if (block === null || measured.total < FEW) return [];
  const { id, expected, minimum, lineOf } = block;
  const outliers = list(
    dirname(document),
    measured.outliers.filter(({ reason }) => reason === null),
  );
  const fix = `Change the code, or write \`// pattern: ${id} -- <reason>\` above what must differ: ${outliers}. Where the code is right, change this block.`;
  const share = `${measured.count} of ${measured.total} (${percent(measured.share)})`;
  if (measured.dominant !== expected) {
    const what = `The pattern "${id}" is said to be "${expected}", but ${share} are "${measured.dominant}".`;
    return [patternFinding(document, lineOf('"expected"'), what, fix)];
  }
  if (minimum === null || measured.share >= minimum) return [];
  const what = `The pattern "${id}" is "${expected}" in ${share}, and ${percent(minimum)} are demanded.`;
  return [patternFinding(document, lineOf('"minimum"'), what, fix)];
}

function judgeComment({ file, line, id, reason }: Justification, rows: readonly Row[]): Finding[] {
  const own = rows.filter(({ block }) => block?.id === id);
  const at = (what: string, fix: string): Finding[] => [patternFinding(file, line, what, fix)];
  if (own.length === 0)
    return at(`There is no pattern "${id}" that is measured.`, 'Name the `id` of a block in PATTERNS.md.');
  if (reason === '')
    return at(
      `This departs from the pattern "${id}" and does not say why.`,
      `Write \`// pattern: ${id} -- <reason>\`.`,
    );
  const isIdle = own.every(({ measured }) => measured.idle.some((one) => one.file === file && one.line === line));
  return isIdle
    ? at(`Nothing on this line or the next departs from the pattern "${id}".`, 'Take the comment out.')
    : [];
}

/** Where the code does something else than PATTERNS.md says, and the comments that justify nothing. */
export const judge = (document: string, rows: readonly Row[], comments: readonly Justification[]): Finding[] => [
  ...rows.flatMap((row) => judgeRow(document, row)),
  ...comments.flatMap((comment) => judgeComment(comment, rows)),
];
