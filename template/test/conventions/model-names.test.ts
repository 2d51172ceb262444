import { describe, expect, it } from '@jest/globals';
import { brokenRules, lint } from './lint.ts';

const rule = 'conventions/model-names';

// What is found in all the ways round it is in the canaries.
describe(rule, () => {
  it('says what is wrong, why and what to do', async () => {
    const [finding, ...more] = await lint('src/services/a.service.ts', 'export const a = (b: string) => `gpt-${b}`;');
    expect(more).toEqual([]);
    expect(finding?.message).toMatch(
      /^A model is named here \('gpt-…'\)\. PATTERNS\.md › Models.*src\/config\/models\.config\.ts/,
    );
  });

  it.each(['src/routes/v1/a.route.ts', 'src/clients/a.ts', 'src/config/a.config.ts', 'src/services/models.config.ts'])(
    'holds in %s',
    async (path) => {
      expect(await brokenRules(path, "export const a = 'gpt-4o';")).toContain(rule);
    },
  );

  it.each(['src/config/models.config.ts', 'test/a.test.ts', 'stack/a.ts'])('leaves %s alone', async (path) => {
    expect(await brokenRules(path, "export const a = 'gpt-4o';")).not.toContain(rule);
  });

  it('finds a name at the end of a long text, and ends where names go in circles', async () => {
    const long = `export const a = '${'x'.repeat(50_000)} gpt-4o';`;
    expect(await brokenRules('src/services/a.service.ts', long)).toEqual([rule]);
    const doubling = Array.from({ length: 60 }, (_one, at) => `const a${at + 1} = a${at} + a${at};`).join('\n');
    const circles = `const a0 = 'x' + a60;\n${doubling}\nexport const b = a60;`;
    expect(await brokenRules('src/services/a.service.ts', circles)).toEqual([]);
  });
});
