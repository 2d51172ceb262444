import { z } from 'zod';
import * as all from 'zod';
import zod, { z as zed, string as text } from 'zod';
import { optional } from 'zod'; // bad: nullable-only
import { nullish as maybe } from 'zod'; // bad: nullable-only
import { money } from '../utils/money.ts';

export { exactOptional } from 'zod'; // bad: nullable-only, zod-only
export { partialRecord as sparse } from 'zod'; // bad: nullable-only, zod-only
export { optional as mayLack } from './field.schema.ts'; // bad: nullable-only

const s = z.string();
const how = 'opt' + 'ional';
const part = 'ptional';
const { nullish } = z; // bad: nullable-only
const { ['optional']: absent } = z; // bad: nullable-only
const { string, number } = z;
const make = z.optional; // bad: nullable-only
const y = z;
const fields = { amount: z.string(), due: { on: z.iso.date() } };
const [first] = [z.string()];

export const invoiceSchema = z.strictObject({
  a: z.string().optional(), // bad: nullable-only
  b: z.string().min(1).trim().optional().describe('x'), // bad: nullable-only
  c: z.string().nullish(), // bad: nullable-only
  d: z.string().exactOptional(), // bad: nullable-only
  e: z.optional(z.string()), // bad: nullable-only
  f: z.nullish(z.string()), // bad: nullable-only
  g: s['optional'](), // bad: nullable-only
  h: s[`optional`](), // bad: nullable-only
  i: s[how](), // bad: nullable-only
  j: s[`o${part}`](), // bad: nullable-only
  k: s?.optional?.(), // bad: nullable-only
  l: (s as z.ZodString).optional(), // bad: nullable-only
  m: (s satisfies z.ZodType).optional(), // bad: nullable-only
  n: y.string().optional(), // bad: nullable-only
  o: zed.string().optional(), // bad: nullable-only
  p: all.string().optional(), // bad: nullable-only
  q: zod.string().optional(), // bad: nullable-only
  r: text().optional(), // bad: nullable-only
  t: string().or(number()).optional(), // bad: nullable-only
  u: fields.due.on.optional(), // bad: nullable-only
  v: first?.optional(), // bad: nullable-only
  w: money.optional(), // bad: nullable-only
  x: z.string().optional.call(z.string()), // bad: nullable-only
  y: z.string().optional.bind(z.string())(), // bad: nullable-only
  z: Reflect.apply(z.string().optional, z.string(), []), // bad: nullable-only
  aa: z.string().or(z.undefined()), // bad: nullable-only
  ab: z.union([z.string(), z.undefined()]), // bad: nullable-only
  ac: new z.ZodOptional({ type: 'optional', innerType: z.string() }), // bad: nullable-only
  ad: z.ZodOptional.create(z.string()), // bad: nullable-only
  ae: z._optional(z.ZodOptional, z.string()), // bad: nullable-only
  af: z.partialRecord(z.string(), z.string()), // bad: nullable-only
  ag: z.lazy(() => z.string().optional()), // bad: nullable-only
  ah: z.array(z.string()).optional().nullable(), // bad: nullable-only
  ai: z.literal([undefined, 'a']), // bad: nullable-only
  aj: z.literal(undefined), // bad: nullable-only
  ak: z.void(), // bad: nullable-only
  al: z.string().default(undefined as unknown as string), // bad: nullable-only
  am: z.string().catch(void 0), // bad: nullable-only
});

export type Invoice = z.infer<typeof invoiceSchema>;

export const invoicePatch = invoiceSchema.partial(); // bad: nullable-only
export const invoiceNumber = invoiceSchema.partial({ a: true }); // bad: nullable-only
export const invoiceExact = z.object({}).exactPartial(); // bad: nullable-only
export const invoiceDeep = z.object({}).deepPartial(); // bad: nullable-only
export const invoicePick = invoiceSchema.pick({ a: true })['partial'](); // bad: nullable-only
export const due = invoiceSchema.shape.u.optional(); // bad: nullable-only
export const strings = [z.string(), z.number()].map((one) => one.optional()); // bad: nullable-only
export const called = [make(z.string()), optional(z.string()), maybe(z.string()), nullish(s), absent(s)];
export const wrap = (schema: z.ZodType) => schema.optional(); // bad: nullable-only
export const generic = <T extends z.ZodType>(schema: T) => z.array(schema.optional()); // bad: nullable-only
export function later(this: void, one: z.ZodString) {
  return one.optional(); // bad: nullable-only
}
