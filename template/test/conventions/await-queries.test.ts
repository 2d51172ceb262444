import { describe, expect, it } from '@jest/globals';
import { brokenRules, lint } from './lint.ts';

const rule = 'conventions/await-queries';
const path = 'src/repositories/invoice.repository.ts';
const client = "import { supabase } from '../clients/supabase.ts';";

// The ways round it stand in the canaries; here is what each of them is told.
describe(rule, () => {
  it.each([
    [`${client} export const a = supabase.from('a').select();`, 'outside of a function'],
    [`${client} export const a = () => supabase.from('a').select();`, 'is returned before'],
    [`${client} export const a = (all: object[]) => ({ all, q: supabase.rpc('a') });`, 'is returned before'],
    [`${client} const s = { q: {} }; export const a = () => { s.q = supabase.rpc('a'); };`, 'is kept before'],
    [`${client} export const a = () => { const q = supabase.rpc('a'); return async () => await q; };`, 'in another'],
    [`${client} export const a = () => { void supabase.rpc('a'); };`, 'is never awaited'],
    [`${client} export function* a() { yield supabase.rpc('a'); }`, 'is kept before'],
  ])('refuses %s', async (code, text) => {
    const findings = (await lint(path, code)).filter((finding) => finding.rule === rule);
    expect(findings.map(({ message }) => message)).toEqual([expect.stringContaining(text)]);
    expect(findings[0]?.message).toContain('PATTERNS.md › Database');
  });

  it.each([
    `${client} export const a = async () => await supabase.from('a').select();`,
    `${client} export const a = () => supabase.rpc('a').then(({ data }) => data);`,
    `${client} export const a = async () => { const q = supabase.rpc('a'); return (await q).data; };`,
    "import { from } from '../utils/a.ts'; export const a = from('x').select();",
  ])('takes %s', async (code) => {
    expect(await brokenRules(path, code)).toEqual([]);
  });
});
