import { z } from 'zod';
import * as all from 'zod';
import { any } from 'zod'; // bad: schema-types

const { any: anything } = z; // bad: schema-types
const y = z;

export const invoiceSchema = z.object({ id: z.uuid() }); // bad: schema-types
export const invoiceInputSchema = z.strictObject({ id: z.uuid() }); // bad: schema-types
export const invoiceQuerySchema = invoiceSchema.extend({ q: z.string() }); // bad: schema-types
export const eventSchema = z.discriminatedUnion('kind', [invoiceSchema]); // bad: schema-types
export const privateSchema = z.object({}); // bad: schema-types

const lateSchema = z.object({}); // bad: schema-types
export { lateSchema };

// A type that stays in the file, one of another schema, and one written by hand.
type Private = z.infer<typeof privateSchema>;
export type InvoiceInput = { readonly id: string; readonly of: Private };
export type Invoices = z.infer<typeof invoiceSchemaOfAnother>;
const invoiceSchemaOfAnother = z.object({
  a: z.any(), // bad: schema-types
  b: z['any'](), // bad: schema-types
  c: y.any().nullable(), // bad: schema-types
  d: all.any(), // bad: schema-types
  e: z.array(z.any()), // bad: schema-types
  f: z.record(z.string(), z.any()), // bad: schema-types
  g: z.custom<string>(), // bad: schema-types
  h: z.any, // bad: schema-types
  i: new z.ZodAny({ type: 'any' }), // bad: schema-types
  j: [any(), anything()],
});
