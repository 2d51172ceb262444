import { describe, expect, it } from '@jest/globals';
import { brokenRules, lint } from './lint.ts';

const rule = 'conventions/immutable-data';
const path = 'src/utils/a.ts';

describe(rule, () => {
  it.each([
    ['export const a = (b: number[]) => b.sort();', 'export const a = (b: number[]) => b.toSorted();'],
    ['export const a = (b: number[]) => b.reverse().at(0);', 'export const a = (b: number[]) => b.toReversed().at(0);'],
    [
      'export const a = (b: { c: number[] }) => ({ c: b.c?.sort((x, y) => x - y) });',
      'export const a = (b: { c: number[] }) => ({ c: b.c?.toSorted((x, y) => x - y) });',
    ],
  ])('suggests the method that copies for %s', async (code, fixed) => {
    const findings = await lint(path, code);
    expect(findings.map((finding) => finding.fixed)).toEqual([[fixed]]);
  });

  it.each([
    'export const a = (b: number[]) => { b.sort(); };',
    'export const a = (b: number[]) => b.splice(0, 1);',
    "export const a = (b: number[]) => b['sort']();",
  ])('suggests nothing for %s, which would then mean something else', async (code) => {
    const findings = await lint(path, code);
    expect(findings.map(({ rule: id, fixed }) => [id, fixed])).toEqual([[rule, []]]);
  });

  it.each([
    [
      'export const a = (b: { c: number }) => { b.c = 1; };',
      /This assignment changes `b`, which belongs to the caller/,
    ],
    ["import { b } from './b.ts'; export const a = () => { delete b.c; };", /`delete` changes `b`.*another module/],
    [
      'const b = [1]; export const a = () => b.push(2);',
      /`push` changes `b`, a constant of the whole module.*`const state/,
    ],
    ['let b = 1; export const a = () => { b += 1; };', /`b` is changed by a function.*`const state/],
  ])('says of %s whose it is, and what to do', async (code, message) => {
    const [finding] = await lint(path, code);
    expect(finding?.message).toMatch(message);
    expect(finding?.message).toContain('PATTERNS.md › Immutable data');
  });

  it.each(['test/a.test.ts', 'stack/a.ts', 'generators/a.ts', 'conventions/a.ts'])('leaves %s alone', async (file) => {
    expect(await brokenRules(file, 'export const a = (b: number[]) => b.sort();')).toEqual([]);
  });

  it('ends where names go in circles', async () => {
    const code = 'export const a = () => { const b = c; const c = b; b.push(1); c.d = 1; return [...b].sort(); };';
    expect(await brokenRules(path, code)).toEqual([]);
  });

  it('takes names and keys that mean something in a regular expression', async () => {
    const code = "export const a = ($b: { '(': Set<string>; c: string }) => { $b['('].add('x'); };";
    expect(await brokenRules(path, code)).toEqual([rule]);
  });
});
