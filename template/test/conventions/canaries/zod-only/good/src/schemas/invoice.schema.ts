import { z } from 'zod';

export type { ZodType } from 'zod';

export const invoiceSchema = z.strictObject({ number: z.string().min(1), joi: z.boolean() });
export type Invoice = z.infer<typeof invoiceSchema>;
