import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { unifiedDiff } from '../lib/unified-diff.ts';

const numbered = (count: number): string[] => Array.from({ length: count }, (_unused, index) => `line ${index + 1}`);
const text = (lines: readonly string[]): string => lines.map((line) => `${line}\n`).join('');

describe('unifiedDiff', () => {
  it('is empty for equal texts', () => expect(unifiedDiff('a\nb\n', 'a\nb\n')).toEqual([]));

  it('shows three lines around a change', () => {
    const after = numbered(20).with(9, 'changed');
    expect(unifiedDiff(text(numbered(20)), text(after))).toEqual([
      '@@ line 7 @@',
      ' line 7',
      ' line 8',
      ' line 9',
      '-line 10',
      '+changed',
      ' line 11',
      ' line 12',
      ' line 13',
    ]);
  });

  it('begins a new group after a gap', () => {
    const after = numbered(30).toSpliced(25, 0, 'new').toSpliced(1, 1);
    const lines = unifiedDiff(text(numbered(30)), text(after));
    expect(lines.filter((line) => line.startsWith('@@'))).toEqual(['@@ line 1 @@', '@@ line 23 @@']);
    expect(lines.filter((line) => /^[-+]/.test(line))).toEqual(['-line 2', '+new']);
  });

  it('shows a text that comes or goes as a whole', () => {
    expect(unifiedDiff('', 'a\n')).toEqual(['@@ line 1 @@', '+a']);
    expect(unifiedDiff('a\n', '')).toEqual(['@@ line 1 @@', '-a']);
  });

  it('shows very different long texts without comparing line by line', () => {
    const lines = unifiedDiff(text(numbered(3000)), text(numbered(3000).map((line) => `${line}!`)));
    expect(lines).toHaveLength(6001);
  });

  it('holds exactly what goes and what comes', () => {
    const lines = fc.array(fc.constantFrom('a', 'b', 'c', ''), { maxLength: 12 });
    fc.assert(
      fc.property(lines, lines, (before, after) => {
        const shown = unifiedDiff(text(before), text(after));
        const count = (marks: string, of: string) =>
          shown.filter((line) => marks.includes(line[0] ?? '') && line.slice(1) === of).length;
        for (const value of ['a', 'b', 'c', '']) {
          const change = after.filter((line) => line === value).length - before.filter((line) => line === value).length;
          expect(count('+', value) - count('-', value)).toBe(change);
        }
        expect(shown.length === 0).toBe(text(before) === text(after));
      }),
    );
  });
});
