import { compareLines } from './unified-diff.ts';

/** One place of a text that was changed: below the lines of `context` the lines `removed` made way for the lines `added`. */
export type Patch = {
  readonly context: readonly string[];
  readonly removed: readonly string[];
  readonly added: readonly string[];
};

/** Where some lines begin in others, every time that they occur. */
const placesOf = (wanted: readonly string[], lines: readonly string[]): number[] =>
  lines.flatMap((line, start) =>
    line === wanted[0] && wanted.every((text, index) => lines[start + index] === text) ? [start] : [],
  );

/** The groups of changed lines, each with the line of the new text that it begins at. */
const changedGroups = (before: readonly string[], after: readonly string[]) => {
  const groups: { start: number; removed: string[]; added: string[] }[] = [];
  let at = 0;
  let isOpen = false;
  for (const { mark, text } of compareLines(before, after)) {
    if (mark !== ' ' && !isOpen) groups.push({ start: at, removed: [], added: [] });
    isOpen = mark !== ' ';
    if (mark === '-') groups.at(-1)?.removed.push(text);
    if (mark === '+') groups.at(-1)?.added.push(text);
    if (mark !== '-') at += 1;
  }
  return groups;
};

const indentOf = (line: string): number => line.search(/\S|$/);

/**
 * The line that says where a change is: the nearest one above it that opens what the change is in, and is there once only.
 * `start` where the change says so itself, since it opens something of its own or is in nothing.
 */
const openerOf = (lines: readonly string[], start: number, changed: string): number => {
  if (/[{([]$/.test(changed)) return start;
  let indent = indentOf(changed);
  for (let index = start - 1; index >= 0 && indent > 0; index -= 1) {
    const line = lines[index] ?? '';
    if (line.trim() === '' || indentOf(line) >= indent) continue;
    if (lines.indexOf(line) === lines.lastIndexOf(line)) return index;
    indent = indentOf(line);
  }
  return start;
};

/**
 * What was changed between two texts, place by place, in a form that can be taken back when other places have changed since:
 * each place carries as many of the lines above it as it takes to be found once only, also when others like it are added.
 */
export const patchesOf = (before: string, after: string): Patch[] => {
  const [old, lines] = [before.split('\n'), after.split('\n')];
  const patches = changedGroups(old, lines).map(({ start, removed, added }): Patch | null => {
    for (let first = openerOf(lines, start, added[0] ?? removed[0] ?? ''); first >= 0; first -= 1) {
      const context = lines.slice(first, start);
      if (placesOf([...context, ...added], lines).length === 1) return { context, removed, added };
    }
    return null;
  });
  const found = patches.filter((patch) => patch !== null);
  const isEnough = found.length === patches.length && takenBack(after, found) === before;
  return isEnough ? found : [{ context: [], removed: old, added: lines }];
};

/** The text as it was before the patches, whatever changed elsewhere since; null where a place is not there once any more. */
export const takenBack = (text: string, patches: readonly Patch[]): string | null => {
  let lines: readonly string[] = text.split('\n');
  // From the last to the first: the lines above a place may be those that an earlier patch added.
  for (const { context, removed, added } of patches.toReversed()) {
    const [place, ...others] = placesOf([...context, ...added], lines);
    if (place === undefined || others.length > 0) return null;
    const start = place + context.length;
    lines = [...lines.slice(0, start), ...removed, ...lines.slice(start + added.length)];
  }
  return lines.join('\n');
};
