import { z } from 'zod';

export const invoiceSchema = z.strictObject({ id: z.uuid(), note: z.string() }).check((context) => {
  if (context.value.note === '') context.issues.push({ code: 'custom', message: 'Empty.', input: context.value });
});

export type Invoice = z.infer<typeof invoiceSchema>;
