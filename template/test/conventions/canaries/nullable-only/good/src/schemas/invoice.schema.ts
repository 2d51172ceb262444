import { z } from 'zod';

export const invoiceSchema = z.strictObject({
  note: z.string().nullable().default(null),
  // Fields may be named as they like.
  optional: z.boolean(),
  partial: z.boolean(),
  undefined: z.boolean(),
});

export type Invoice = z.infer<typeof invoiceSchema>;

export const flag = invoiceSchema.shape.optional;
export const isPartial = (body: unknown): boolean => invoiceSchema.parse(body).partial;
export const isOptional = (body: unknown): boolean => invoiceSchema.safeParse(body).data?.optional ?? false;
export const kind = z.literal(['undefined', 'a']).default('a').catch('a');
export const required = z.string().nonoptional();
export const text = 'z.string().optional()';
