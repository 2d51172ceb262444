import { describe, expect, it } from '@jest/globals';
import { brokenRules, lint } from './lint.ts';

const rule = 'conventions/prompts-as-templates';
const bad = "export const a = { role: 'system', content: 'You are helpful.' };";

// What is found in all the ways round it is in the canaries.
describe(rule, () => {
  it.each([
    ["export const a = { role: 'user', content: 'Hello.' };", /^What this message says is written here\./],
    [
      "export const a = (b: string) => ({ role: 'user', content: b + b });",
      /^What this message says is put together here\./,
    ],
    [bad, /^A message of the system is made here\./],
    [
      "export const a = { model: 'x', instructions: 'Be brief.' };",
      /^`instructions` of a call to a model is written here\./,
    ],
    ["export const systemPrompt = 'Be brief.';", /^`systemPrompt` is a prompt that is written here\./],
  ])('says what is wrong, why and what to do of %s', async (code, message) => {
    const findings = await lint('src/services/a.service.ts', code);
    expect(findings.map((finding) => finding.message)).toEqual([expect.stringMatching(message)]);
    expect(findings[0]?.message).toMatch(/PATTERNS\.md › Prompts.*src\/prompts\/<name>\.prompt\.ts.*renderPrompt/);
  });

  it.each(['src/routes/v1/a.route.ts', 'src/jobs/a.job.ts', 'src/config/a.config.ts', 'src/app.ts'])(
    'holds in %s',
    async (path) => {
      expect(await brokenRules(path, bad)).toContain(rule);
    },
  );

  it.each(['test/a.test.ts', 'stack/a.ts', 'conventions/a.ts'])('leaves %s alone', async (path) => {
    expect(await brokenRules(path, bad)).not.toContain(rule);
  });

  it.each([
    "const a = b + 'x'; const b = a + 'y'; export const c = { role: 'user', content: a };",
    "export const f = (a: string): string => f(a) || 'Say hello.'; export const c = { role: 'user', content: f('a b') };",
    "let a = 'x'; a += a; export const c = { role: 'user', content: a };",
  ])('ends where names go in circles: %s', async (code) => {
    expect(await brokenRules('src/services/a.service.ts', code)).toContain(rule);
  });

  it('takes Windows line ends, and an empty prompt file', async () => {
    expect(await brokenRules('src/services/a.service.ts', `\r\n${bad}\r\n`)).toContain(rule);
    expect(await brokenRules('src/prompts/a.prompt.ts', '')).toEqual([]);
  });
});
