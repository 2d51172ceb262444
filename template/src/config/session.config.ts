import { z } from 'zod';

/** How long a browser stays signed in. */
export const sessionConfig = z.object({
  /** Seconds without a request after which a session ends. */
  SESSION_IDLE_SECONDS: z.coerce.number().int().positive().default(604_800),
  /** Seconds after signing in at which a session ends, however busy it is. */
  SESSION_LIFETIME_SECONDS: z.coerce.number().int().positive().default(2_592_000),
});
