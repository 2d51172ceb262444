import { z } from 'zod';

/** The one error format of the API. */
export const errorSchema = z.object({
  error: z.object({
    code: z.string().describe('Stable, in snake_case: branch on this.'),
    message: z.string().describe('For people. May change.'),
    details: z.unknown().describe('What is known beyond the code; null where there is nothing.'),
  }),
  statusCode: z.int(),
});

export type ErrorReply = z.infer<typeof errorSchema>;
