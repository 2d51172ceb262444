import { existsSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { lintProject } from '../../../conventions/lint/lint-project.ts';
import { scratch } from './scratch.ts';

const two = 'var a = 1;\nvar b = 2;\nexport { a, b };\n';
const three = `var c = 3;\n${two}export { c };\n`;
const one = 'var a = 1;\nconst b = 2;\nexport { a, b };\n';
const none = 'export const a = 1;\n';

let project: Awaited<ReturnType<typeof scratch>>;
beforeEach(async () => {
  project = await scratch({ 'src/utils/old.ts': two });
});
afterEach(() => project.remove());

const lint = async (baseline = false, files: readonly string[] = []) => {
  const { findings } = await lintProject({ cwd: project.cwd, root: project.cwd, files, fix: false, baseline });
  return findings.map(({ rule, file, line }) => `${file.slice(project.cwd.length + 1)}:${line} ${rule}`);
};
const recorded = async (): Promise<unknown> =>
  JSON.parse(await readFile(join(project.cwd, 'conventions-baseline.json'), 'utf8'));

describe('the baseline', () => {
  it('records what is there, by file and rule, after which it does not fail', async () => {
    expect(await lint()).toEqual(['src/utils/old.ts:1 no-var', 'src/utils/old.ts:2 no-var']);
    expect(await lint(true)).toEqual([]);
    expect(await recorded()).toEqual({ 'src/utils/old.ts': { 'no-var': 2 } });
    expect(await lint()).toEqual([]);
  });

  it('lets a new violation fail, in a file that has others and in one that has none', async () => {
    await lint(true);
    await project.write('src/utils/old.ts', three);
    await project.write('src/utils/new.ts', 'var d = 4;\nexport { d };\n');
    expect(await lint()).toEqual([
      'src/utils/new.ts:1 no-var',
      'src/utils/old.ts:1 no-var',
      'src/utils/old.ts:2 no-var',
      'src/utils/old.ts:3 no-var',
    ]);
    expect(await lint(false, ['src/utils/new.ts'])).toEqual(['src/utils/new.ts:1 no-var']);
  });

  it('does not grow by being recorded again', async () => {
    await lint(true);
    await project.write('src/utils/old.ts', three);
    expect(await lint(true)).toHaveLength(3);
    expect(await recorded()).toEqual({ 'src/utils/old.ts': { 'no-var': 2 } });
  });

  it('asks to be shrunk when something was mended, and goes when all was', async () => {
    await lint(true);
    await project.write('src/utils/old.ts', one);
    expect(await lint()).toEqual(['conventions-baseline.json:2 baseline']);
    expect(await lint(true)).toEqual([]);
    expect(await recorded()).toEqual({ 'src/utils/old.ts': { 'no-var': 1 } });
    await project.write('src/utils/old.ts', none);
    expect(await lint(true)).toEqual([]);
    expect(existsSync(join(project.cwd, 'conventions-baseline.json'))).toBe(false);
  });

  it('is refused when it was made to accept more than was committed', async () => {
    await lint(true);
    await project.commit();
    await project.write('src/utils/old.ts', three);
    await project.write('conventions-baseline.json', '{ "src/utils/old.ts": { "no-var": 3 } }\n');
    expect(await lint()).toEqual(['conventions-baseline.json:1 baseline']);
    await project.commit();
    expect(await lint()).toEqual(['conventions-baseline.json:1 baseline']);
  });

  it.each(['{', '[]', '{ "a.ts": { "no-var": -1 } }'])('says where it cannot be read: %s', async (text) => {
    await project.write('conventions-baseline.json', text);
    expect(await lint()).toContain('conventions-baseline.json:1 baseline');
  });
});
