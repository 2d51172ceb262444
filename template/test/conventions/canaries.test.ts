import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { checks } from '../../conventions/checks.ts';
import { eslintConfig } from '../../conventions/eslint-config.ts';
import { copyCanaries } from './canaries.ts';

const folders = readdirSync(join(import.meta.dirname, 'canaries'));
const enabled = eslintConfig.flatMap(({ rules = {} }) =>
  Object.keys(rules).filter((name) => rules[name] !== 'off' && rules[name] !== 0),
);
const rules = [...enabled, ...checks.map(({ name }) => `conventions/${name}`)];
// A folder cannot have a slash in its name.
const folderOf = (rule: string): string => rule.replace('conventions/', '').replace('/', '_');

let canaries: Awaited<ReturnType<typeof copyCanaries>>;
beforeAll(async () => {
  canaries = await copyCanaries();
});
afterAll(() => canaries.remove());

describe('the canaries', () => {
  it('are there for every rule and every check', () => {
    expect([...folders].sort()).toEqual([...new Set(rules.map(folderOf))].sort());
  });

  it.each(folders)('%s: each bad line is found on its line, and nothing else', async (folder) => {
    const isCheck = checks.some(({ name }) => name === folder);
    const expected = await canaries.expected(folder);
    const found = isCheck ? await canaries.check(folder) : await canaries.lint(folder);
    expect(found).toEqual(expected);

    const rule = rules.find((name) => folderOf(name) === folder) ?? folder;
    expect(expected.filter((place) => place.endsWith(` ${rule}`)).length).toBeGreaterThan(0);
    const cases = await canaries.cases(folder);
    expect(cases.some((name) => name.startsWith('good'))).toBe(true);
    expect(expected.filter((place) => place.split('/')[1]?.startsWith('good'))).toEqual([]);
  });
});
