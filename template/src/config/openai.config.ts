import { z } from 'zod';

/** OpenAI is optional: without a key, what needs it answers 503. */
export const openaiConfig = z.object({
  OPENAI_API_KEY: z.string().min(1).nullable().default(null),
  /** Only the embedded stand-in is elsewhere than OpenAI. */
  OPENAI_BASE_URL: z
    .url({ protocol: /^https?$/ })
    .nullable()
    .default(null),
  /** Milliseconds that one call may take, its whole stream included. */
  OPENAI_TIMEOUT_MS: z.coerce.number().int().positive().default(120_000),
  /** Milliseconds between two pieces of an answer after which it counts as stalled. */
  OPENAI_IDLE_TIMEOUT_MS: z.coerce.number().int().positive().default(20_000),
});
