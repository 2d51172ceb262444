import { z } from 'zod';

/** What a repeated request is answered with. */
export const keptReplySchema = z.object({
  status: z.int(),
  headers: z.record(z.string(), z.string()),
  body: z.string().nullable(),
});

export type KeptReply = z.infer<typeof keptReplySchema>;

/** A request with an `Idempotency-Key`; it has no reply yet while it is being handled. */
export const idempotentRequestSchema = z.object({ fingerprint: z.string(), reply: keptReplySchema.nullable() });

export type IdempotentRequest = z.infer<typeof idempotentRequestSchema>;
