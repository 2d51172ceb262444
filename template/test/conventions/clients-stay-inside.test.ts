import { describe, expect, it } from '@jest/globals';
import { brokenRules, lint } from './lint.ts';

const rule = 'conventions/clients-stay-inside';
const path = 'src/repositories/invoice.repository.ts';
const client = "import { supabase } from '../clients/supabase.ts';";
const auth = "import { createSupabaseAuth } from '../clients/supabase-auth.ts';";

// The ways round it stand in the canaries; here is what each of them is told.
describe(rule, () => {
  it.each([
    ["export * from '../clients/supabase.ts';", 'is passed on from here'],
    [`${client} export const db = supabase;`, 'is passed on from here'],
    [`${client} export const a = (run: (db: object) => void) => run(supabase);`, 'is handed on here'],
    [`${client} export const a = () => supabase;`, 'is handed on here'],
    [`${auth} export const a = () => createSupabaseAuth();`, 'is kept here'],
    [`${auth} const a = createSupabaseAuth(); export const b = () => a.auth.getUser();`, 'is kept here'],
    [`${client} export const a = () => supabase.auth.signInAnonymously();`, 'signs users in here'],
  ])('refuses %s', async (code, text) => {
    const findings = (await lint(path, code)).filter((finding) => finding.rule === rule);
    expect(findings.map(({ message }) => message)).toEqual([expect.stringContaining(text)]);
    expect(findings[0]?.message).toContain('PATTERNS.md › Database');
  });

  it.each([
    `${client} export const a = async () => await supabase.from('a').select();`,
    `${client} const db = supabase; export const a = async () => await db.schema('app').rpc('a');`,
    `${auth} export const a = async () => await createSupabaseAuth().auth.getUser();`,
    `${client} export const a = async () => await supabase.storage.from('a').list();`,
  ])('takes %s', async (code) => {
    expect(await brokenRules(path, code)).toEqual([]);
  });
});
