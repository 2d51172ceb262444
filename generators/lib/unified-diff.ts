import { diff } from 'node:util';

const CONTEXT = 3;
/** Beyond this the comparison itself would take too much memory. */
const MAX_LINES = 4000;

export type Line = { readonly mark: ' ' | '-' | '+'; readonly text: string };

const linesOf = (text: string): string[] => (text === '' ? [] : text.replace(/\n$/, '').split('\n'));
const marked = (mark: Line['mark'], texts: readonly string[]): Line[] => texts.map((text) => ({ mark, text }));

const commonStart = (a: readonly string[], b: readonly string[]): number => {
  const different = a.findIndex((line, index) => line !== b[index]);
  return different === -1 ? a.length : different;
};

const compared = (before: readonly string[], after: readonly string[]): Line[] => {
  // Node's diff throws where a side is empty.
  const isPlain = before.length === 0 || after.length === 0 || before.length + after.length > MAX_LINES;
  if (isPlain) return [...marked('-', before), ...marked('+', after)];
  // It marks with 1 what only its first argument has.
  return diff(before, after).map(([side, text]) => ({ mark: side === 0 ? ' ' : side === 1 ? '-' : '+', text }));
};

/** Every line of two texts, marked: `-` only in the old one, `+` only in the new one. */
export const compareLines = (before: readonly string[], after: readonly string[]): Line[] => {
  const start = commonStart(before, after);
  const [restBefore, restAfter] = [before.slice(start), after.slice(start)];
  const end = commonStart(restBefore.toReversed(), restAfter.toReversed());
  return [
    ...marked(' ', before.slice(0, start)),
    ...compared(restBefore.slice(0, restBefore.length - end), restAfter.slice(0, restAfter.length - end)),
    ...marked(' ', restBefore.slice(restBefore.length - end)),
  ];
};

/**
 * The lines that change between two texts, in the way of `diff -u`: marked with `-`, `+` or a space, three unchanged lines around
 * each change, a line `@@ line N @@` (counted in the old text) in front of each group. Empty for equal texts.
 */
export const unifiedDiff = (before: string, after: string): string[] => {
  const lines = compareLines(linesOf(before), linesOf(after));
  const changed = lines.flatMap(({ mark }, index) => (mark === ' ' ? [] : [index]));
  const shown = new Set(
    changed.flatMap((index) => Array.from({ length: 2 * CONTEXT + 1 }, (_unused, step) => index - CONTEXT + step)),
  );
  const result: string[] = [];
  let line = 0;
  for (const [index, { mark, text }] of lines.entries()) {
    if (mark !== '+') line += 1;
    if (!shown.has(index)) continue;
    if (!shown.has(index - 1) || index === 0) result.push(`@@ line ${Math.max(line, 1)} @@`);
    result.push(mark + text);
  }
  return result;
};
