import { describe, expect, it } from '@jest/globals';
import { eslintConfig } from '../../conventions/eslint-config.ts';
import { plugin } from '../../conventions/plugin.ts';
import { brokenRules, lint } from './lint.ts';

const path = 'src/utils/a.ts';

describe('the lint configuration', () => {
  it('has every rule of the plugin on, as an error', () => {
    const rules = Object.assign({}, ...eslintConfig.map((part) => part.rules ?? {}));
    for (const name of Object.keys(plugin.rules)) expect(rules[`conventions/${name}`]).toBe('error');
  });

  it('names a section of PATTERNS.md in every message of the plugin', () => {
    for (const [name, { meta }] of Object.entries(plugin.rules)) {
      for (const [id, message] of Object.entries(meta?.messages ?? {})) {
        if (id !== 'replace')
          expect([name, id, message]).toEqual([name, id, expect.stringMatching(/PATTERNS\.md › [A-Z]/)]);
      }
    }
  });

  it.each([
    ['no-empty', 'export const a = (b: () => void) => { try { b(); } catch {} };'],
    ['eqeqeq', 'export const a = (b: number) => b == 1;'],
    ['no-eval', "export const a = eval('1');"],
    ['no-new-func', "export const a = new Function('return 1');"],
    ['no-param-reassign', 'export const a = (b: number) => { b = 1; return b; };'],
    ['no-throw-literal', "export const a = () => { throw 'a'; };"],
    ['no-var', 'var a = 1; export { a };'],
    ['prefer-const', 'let a = 1; export { a };'],
    ['@typescript-eslint/ban-ts-comment', '// @ts-ignore\nexport const a = 1;'],
    ['@typescript-eslint/consistent-type-imports', "import { A } from './b.ts'; export type B = A;"],
    ['@typescript-eslint/no-explicit-any', 'export const a = (b: any) => b;'],
    ['@typescript-eslint/no-non-null-assertion', 'export const a = (b: string | null) => b!;'],
    ['@typescript-eslint/no-require-imports', "export const a = require('node:fs');"],
  ])('refuses what %s names', async (rule, code) => {
    expect(await brokenRules(path, code)).toEqual([rule]);
  });

  it('refuses a directive that switches off nothing', async () => {
    const findings = await lint(path, '// eslint-disable-next-line conventions/no-classes\nexport const a = 1;');
    expect(findings.map(({ message }) => message)).toContainEqual(
      expect.stringContaining('Unused eslint-disable directive'),
    );
  });

  it.each(['dist/a.js', 'coverage/a.js', '.stack/a.ts', 'src/types/database.types.ts'])(
    'leaves %s alone',
    async (file) => {
      const [finding] = await lint(file, 'class A {}');
      expect(finding?.message).toContain('File ignored');
    },
  );
});
