import { writeFile } from 'node:fs/promises';
import path from 'node:path';
import { expect, it } from '@jest/globals';
import { scratchDir } from '../../../stack/scratch-dir.ts';
import { type Attack, readAttacks, readRows, rowsOf, titlesIn } from './security-pages.ts';

const owaspId = /^(API([1-9]|10)|LLM(0[1-9]|10))$/;
const asvsId = /^V([1-9]|1[0-7])\.[1-9]\.[1-9]\d?$/;

const names = (all: readonly Attack[]): string[] => all.map(({ name }) => name);
const missing = (from: readonly Attack[], all: readonly Attack[]): string[] =>
  all.filter(({ name }) => !names(from).includes(name)).map(({ name, place }) => `${place}: ${name}`);
const twice = (all: readonly Attack[]): string[] => names(all).filter((name, at) => names(all).indexOf(name) !== at);

it('has a row in docs/security.md or docs/security/*.md for each attack, once', async () => {
  const [rows, attacks] = [await readRows(), await readAttacks()];
  expect({ attacksWithoutRow: missing(rows, attacks) }).toEqual({ attacksWithoutRow: [] });
  expect({ rowsOfNoAttack: missing(attacks, rows) }).toEqual({ rowsOfNoAttack: [] });
  expect({ twice: [...twice(rows), ...twice(attacks)] }).toEqual({ twice: [] });
});

it('has ids of the OWASP lists and of ASVS 5 in each row', async () => {
  const odd = (await readRows()).filter(
    ({ owasp, asvs }) =>
      owasp.length + asvs.length === 0 ||
      !owasp.every((id) => owaspId.test(id)) ||
      !asvs.every((id) => asvsId.test(id)),
  );
  expect(odd).toEqual([]);
});

it('reads the rows of a page, with ids, and with what stands for none', () => {
  const page = [
    '## a.test.ts',
    '',
    '| test | OWASP | ASVS 5 |',
    '| --- | --- | --- |',
    '| a \\| b | API1, LLM08 | – |',
  ];
  expect(rowsOf(page.join('\n'), 'p.md')).toEqual([
    { name: 'a.test.ts: a | b', place: 'p.md:5', owasp: ['API1', 'LLM08'], asvs: [] },
  ]);
});

it('finds the titles of tests in every form, and refuses one that is put together', async () => {
  const { dir, remove } = await scratchDir();
  const file = path.join(dir, 'a.test.ts');
  try {
    await writeFile(file, "it('one', () => {});\ndescribe('x', () => {\n  it.each([1])(`two %s`, () => {});\n});\n");
    expect(titlesIn(file)).toEqual([
      { name: 'a.test.ts: one', place: 'a.test.ts:1' },
      { name: 'a.test.ts: two %s', place: 'a.test.ts:3' },
    ]);
    await writeFile(file, 'it(`refuses ${name}`, () => {});\n');
    expect(() => titlesIn(file)).toThrow('a.test.ts:1: write the title of this test as a plain text.');
  } finally {
    await remove();
  }
});
