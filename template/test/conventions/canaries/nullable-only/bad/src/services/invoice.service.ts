import { createRequire } from 'node:module';
import * as schemas from '../schemas/invoice.schema.ts';
import { invoiceSchema, invoiceSchema as renamed } from '../schemas/invoice.schema.ts';
import { customerSchema } from '../schemas/index.ts';

const load = createRequire(import.meta.url);
const { z } = load('zod');
const loaded = await import('zod');

export const a = invoiceSchema.partial(); // bad: nullable-only
export const b = renamed.partial(); // bad: nullable-only
export const c = schemas.invoiceSchema.partial(); // bad: nullable-only
export const d = customerSchema.optional(); // bad: nullable-only
export const e = z.string().optional(); // bad: nullable-only
export const f = loaded.z.string().optional(); // bad: nullable-only
export const g = (await import('../schemas/invoice.schema.ts')).invoiceSchema.partial(); // bad: nullable-only
export const h = import('zod').then(({ z: zed }) => zed.string().optional()); // bad: nullable-only
