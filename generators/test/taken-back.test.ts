import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { patchesOf, takenBack } from '../lib/taken-back.ts';

const block = (name: string): string => `${name}: {\n  id: string;\n  note: string;\n};\n`;

describe('takenBack', () => {
  it('gives the text before for whatever was changed', () => {
    const text = fc
      .array(fc.constantFrom('a', 'b', '};', '', 'é\r'), { maxLength: 12 })
      .map((lines) => lines.join('\n'));
    fc.assert(
      fc.property(text, text, (before, after) => {
        expect(takenBack(after, patchesOf(before, after))).toBe(before);
      }),
    );
  });

  it.each([
    ['above it', block('invoices'), block('aunts'), ''],
    ['below it', block('invoices'), '', block('items')],
    ['on both sides', block('invoices'), block('aunts'), block('items')],
  ])('takes a block out when others were added %s', (_where, own, above, below) => {
    const before = `{\n${block('hosts')}${block('users')}}\n`;
    const after = `{\n${block('hosts')}${own}${block('users')}}\n`;
    const since = `{\n${block('hosts')}${above}${own}${below}${block('users')}}\n`;
    const expected = `{\n${block('hosts')}${above}${below}${block('users')}}\n`;
    expect(takenBack(since, patchesOf(before, after))).toBe(expected);
  });

  it('finds the one of many like lines by what is above it', () => {
    const before = block('invoices') + block('users');
    const after = before.replace(/(users: \{\n {2}id: string;\n)/, '$1  memo: string;\n');
    const since = `${block('aunts').replace('  note', '  memo: string;\n  note')}${after}`;
    expect(takenBack(since, patchesOf(before, after))).toBe(
      since.replace(/(users: \{\n {2}id: string;\n) {2}memo.*\n/, '$1'),
    );
  });

  it('is null where the place was changed, is gone, or is there twice', () => {
    const patches = patchesOf(block('users'), block('invoices') + block('users'));
    expect(takenBack(block('invoices').replace('note', 'memo') + block('users'), patches)).toBeNull();
    expect(takenBack(block('users'), patches)).toBeNull();
    expect(takenBack(block('invoices') + block('users') + block('invoices'), patches)).toBeNull();
  });
});
