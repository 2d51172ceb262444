import { z } from 'zod';

/** What a customer has been invoiced, and when that was asked of the service that knows. */
export const statementSchema = z.object({
  customer_id: z.uuid(),
  numbers: z.array(z.string()),
  asked_at: z.iso.datetime(),
});
export type Statement = z.infer<typeof statementSchema>;

export const statementParams = z.strictObject({ customer_id: z.uuid() });
