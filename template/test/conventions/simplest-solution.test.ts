import { describe, expect, it } from '@jest/globals';
import { brokenRules, lint } from './lint.ts';

const rule = 'conventions/simplest-solution';
const path = 'src/services/a.service.ts';

// What is found in all the ways round it is in the canaries; here, what is said.
const evidence: [string, RegExp][] = [
  ['export const createA = () => ({ get: () => 1 });', /^createA takes nothing, so each call makes the same\./],
  [
    'export const makeA = (invoiceRepository: { get(): number }) => ({ get: () => invoiceRepository.get() });',
    /^makeA takes invoiceRepository, of which there is one each\./,
  ],
  ['export const invoiceManager = { open: () => 1 };', /^`invoiceManager` is named after a pattern \(Manager\)\./],
  [
    'interface Clock { now(): number }\nexport const clock: Clock = { now: () => 1 };',
    /^`Clock` has functions only, and one object implements it\./,
  ],
  [
    'const by = { a: () => 1, b: () => 2 };\nexport const run = (key: keyof typeof by) => by[key]();',
    /^`by` picks one of 2 simple functions\..*`switch`/,
  ],
  ['let made: object | null = null;\nexport const get = () => (made ??= Object.create(null));', /^`made` is made once/],
  [
    'const idle = new Set<string>();\nexport const take = () => idle.delete("a");\nexport const give = () => idle.add("a");',
    /^`idle` is taken from and put back to: a pool/,
  ],
  ["import { LRUCache } from 'lru-cache';\nexport const a = LRUCache;", /^'lru-cache' is imported/],
];

describe(rule, () => {
  it.each(evidence)('tells what it saw in %s', async (code, message) => {
    const findings = (await lint(path, code)).filter((finding) => finding.rule === rule);
    expect(findings.map((finding) => finding.message)).toEqual([expect.stringMatching(message)]);
    expect(findings[0]?.message).toMatch(/PATTERNS\.md › Simplest solution.*docs\/decisions/);
  });

  it.each(['test/a.test.ts', 'stack/a.ts', 'conventions/a.ts', '../generators/a.ts'])(
    'leaves %s alone',
    async (file) => {
      expect(await brokenRules(file, 'export const createA = () => ({ get: () => 1 });')).not.toContain(rule);
    },
  );

  it('is silenced by a line that names a reason and a decision record, and by no other', async () => {
    const code = 'export const invoiceManager = { open: () => 1 };';
    const silence = `// eslint-disable-next-line ${rule} --`;
    const unrecorded = await brokenRules(path, `${silence} more variants come soon\n${code}`);
    expect(unrecorded).toEqual(['conventions/justified-disable']);
  });

  it('takes empty files, and what refers to itself', async () => {
    expect(await brokenRules(path, '')).toEqual([]);
    expect(await brokenRules(path, 'export const a = { b: (): unknown => a };\n')).toEqual([]);
  });
});
