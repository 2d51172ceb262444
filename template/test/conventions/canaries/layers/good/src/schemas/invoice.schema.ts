import { z } from 'zod';

export const invoiceSchema = z.object({ id: z.uuid(), version: z.int() });

export type Invoice = z.infer<typeof invoiceSchema>;
