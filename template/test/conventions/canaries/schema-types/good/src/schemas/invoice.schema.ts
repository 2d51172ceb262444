import { z } from 'zod';

export const invoiceSchema = z.object({ id: z.uuid(), any: z.boolean(), meta: z.unknown() });
export const invoiceInputSchema = z.strictObject({ id: z.uuid() });
export const moneySchema = z.custom<`${number}`>((value) => typeof value === 'string');
const lateSchema = z.object({});

export type Invoice = z.infer<typeof invoiceSchema>;
export type InvoiceInput = z.input<typeof invoiceInputSchema>;
export type Money = Readonly<z.output<typeof moneySchema>>;
type Late = z.infer<typeof lateSchema>;

export { lateSchema };
export type { Late };

// Parts of schemas, and what makes schemas, are no models.
export const idParams = z.strictObject({ id: z.uuid() });
export const dataOf = <T extends z.ZodType>(schema: T) => z.object({ data: schema });
export const pageSchema = (schema: z.ZodType) => z.object({ data: z.array(schema) });
export const isAny = invoiceSchema.shape.any;
