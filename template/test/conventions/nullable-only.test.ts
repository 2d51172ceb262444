import { describe, expect, it } from '@jest/globals';
import { brokenRules, lint } from './lint.ts';

const path = 'src/utils/a.ts';
const zod = "import { z } from 'zod';";

const bad: string[] = [
  `${zod} export const a = z.string().optional();`,
  `${zod} export const a = z.string().min(1).trim().optional().describe('x');`,
  `${zod} export const a = z.string().nullish();`,
  `${zod} export const a = z.string().exactOptional();`,
  `${zod} export const a = z.object({}).partial();`,
  `${zod} export const a = z.object({ b: z.string() }).partial({ b: true });`,
  `${zod} export const a = z.object({}).exactPartial();`,
  `${zod} export const a = z.object({}).deepPartial();`,
  `${zod} export const a = z.optional(z.string());`,
  `${zod} export const a = z.nullish(z.string());`,
  `${zod} export const a = z.exactOptional(z.string());`,
  `${zod} export const a = z.partialRecord(z.string(), z.string());`,
  `${zod} export const a = z.string().or(z.undefined());`,
  `${zod} export const a = new z.ZodOptional({ type: 'optional', innerType: z.string() });`,
  `${zod} const s = z.string(); export const a = s['optional']();`,
  `${zod} const s = z.string(); export const a = s[\`optional\`]();`,
  `${zod} const how = 'opt' + 'ional'; export const a = z.string()[how]();`,
  `${zod} export const a = z.string()?.optional?.();`,
  `${zod} export const a = (z.string() as z.ZodString).optional();`,
  `${zod} export const a = (z.string() satisfies z.ZodType).optional();`,
  `${zod} const make = z.optional; export const a = make(z.string());`,
  `${zod} const { optional } = z; export const a = optional(z.string());`,
  `${zod} const { optional: make } = z; export const a = make(z.string());`,
  `${zod} const y = z; export const a = y.string().optional();`,
  `${zod} const { string } = z; export const a = string().optional();`,
  `${zod} const fields = { a: z.string() }; export const a = fields.a.optional();`,
  `${zod} const [s] = [z.string()]; export const a = s?.optional();`,
  `${zod} const order = z.object({ b: z.string() }); export const a = order.shape.b.optional();`,
  `${zod} const money = () => z.string(); export const a = money().optional();`,
  `${zod} function money() { return z.string(); } export const a = money().optional();`,
  `${zod} let s = null; s = z.string(); export const a = s.optional();`,
  `${zod} export const a = (on: boolean) => (on ? z.string() : z.number()).optional();`,
  `${zod} export const a = (s: z.ZodType) => z.array(s.optional());`,
  `${zod} export const a = <T extends z.ZodType>(s: T) => z.array(s.optional());`,
  `${zod} export const a = (all: z.ZodType[]) => z.union(all.map((one) => one.optional()));`,
  "import { z as zed } from 'zod'; export const a = zed.string().optional();",
  "import * as all from 'zod'; export const a = all.string().optional();",
  "import zod from 'zod'; export const a = zod.string().optional();",
  "import { string } from 'zod'; export const a = string().optional();",
  "const { z } = await import('zod'); export const a = z.string().optional();",
  "export const a = (await import('zod')).z.string().optional();",
  "import { createRequire } from 'node:module'; const { z } = createRequire(import.meta.url)('zod'); export const a = z.string().optional();",
  "import { invoiceSchema } from '../schemas/invoice.schema.ts'; export const a = invoiceSchema.partial();",
  "import { invoice } from '../schemas/invoice.schema.ts'; export const a = invoice.partial();",
  "import * as schemas from '../schemas/invoice.schema.ts'; export const a = schemas.invoice.partial();",
  "import { invoiceSchema as i } from './elsewhere.ts'; export const a = i.partial();",
  'export const a = (bodySchema: { optional(): string }) => bodySchema.optional();',
];

// Zod is not passed on either.
const passedOn: string[] = [
  "import { optional } from 'zod'; export const a = optional;",
  "import { optional as maybe } from 'zod'; export const a = maybe;",
  "export { optional } from 'zod';",
  "export { nullish as b } from 'zod';",
];

const good: string[] = [
  `${zod} export const a = z.string().nullable().default(null);`,
  `${zod} export const a = z.object({ optional: z.boolean(), partial: z.boolean() }).shape.optional;`,
  `${zod} export const a = (body: unknown) => z.object({ partial: z.boolean() }).parse(body).partial;`,
  `${zod} const cli = { optional: () => z }; export const a = cli;`,
  `${zod} const cli = { optional: () => 1 }; export const a = cli.optional();`,
  `${zod} import { option } from 'some-cli'; export const a = option('--json').optional();`,
  `${zod} export const a = 'z.string().optional()';`,
  `${zod} export const a = z.string().nonoptional();`,
  `${zod} export const a = z.stringbool().isOptional();`,
  'const cli = { optional: () => 1 }; export const a = cli.optional();',
  "import { option } from './option.ts'; export const a = option.optional();",
  'export const a = (option: { optional(): number }) => option.optional();',
  'export type A = Partial<{ b: string }>; export const optional = (value: A) => value;',
];

describe('conventions/nullable-only', () => {
  it.each(bad)('refuses %s', async (code) => {
    expect(await brokenRules('test/a.test.ts', code)).toEqual(['conventions/nullable-only']);
  });

  it.each(passedOn)('refuses %s, and that Zod is passed on', async (code) => {
    expect(await brokenRules('test/a.test.ts', code)).toEqual(['conventions/nullable-only', 'conventions/zod-only']);
  });

  it.each(good)('takes %s', async (code) => {
    expect(await brokenRules(path, code)).toEqual([]);
  });

  it('takes what it cannot follow for a schema in a schema file', async () => {
    const code = "import { money } from '../utils/money.ts'; export const a = money.optional();";
    expect(await brokenRules('src/schemas/a.schema.ts', code)).toEqual(['conventions/nullable-only']);
  });

  it.each([
    [`${zod} export const a = z.string().optional();`, `${zod} export const a = z.string().nullable().default(null);`],
    [`${zod} export const a = z.optional(z.string());`, `${zod} export const a = z.string().nullable().default(null);`],
  ])('suggests what to write for %s', async (code, fixed) => {
    const findings = await lint(path, code);
    expect(findings.map((finding) => finding.fixed)).toEqual([[fixed]]);
  });
});
