import { describe, expect, it } from '@jest/globals';
import { brokenRules, lint } from './lint.ts';

const rule = 'conventions/single-provider';
const service = 'src/services/a.service.ts';

// The ways round it stand in the canaries; here is what each of them is told.
describe(rule, () => {
  it.each([
    ["import pg from 'pg'; export const a = pg;", 'beside Supabase', 'in a repository'],
    ["import * as s3 from '@aws-sdk/client-s3'; export const a = s3;", 'a file storage', 'Supabase Storage'],
    ["import jwt from 'jsonwebtoken'; export const a = jwt;", 'a way to sign in', 'app.authenticate'],
    ["import { ai } from 'ai'; export const a = ai;", 'beside OpenAI', '`openai`'],
    ["import cron from 'node-cron'; export const a = cron;", 'that the platform has', 'ioredis'],
  ])('refuses %s', async (code, what, instead) => {
    const findings = await lint(service, code);
    expect(findings.map((finding) => finding.rule)).toEqual([rule]);
    for (const text of [what, instead, 'PATTERNS.md › Single provider']) expect(findings[0]?.message).toContain(text);
  });

  it.each([
    ['stack/a.ts', "import { PGlite } from '@electric-sql/pglite'; export const a = PGlite;"],
    ['test/a.test.ts', "import postgres from 'postgres'; export const a = postgres;"],
    [service, "import OpenAI from 'openai'; export type A = OpenAI;"],
    [service, "import { Redis } from 'ioredis'; export const a = Redis;"],
  ])('%s: takes %s', async (path, code) => {
    expect((await brokenRules(path, code)).filter((one) => one.startsWith('conventions'))).toEqual([]);
  });
});
