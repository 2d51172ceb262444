import { z } from 'zod';

export const healthSchema = z.object({
  status: z.enum(['ready', 'not_ready', 'draining']),
  checks: z.object({
    supabase: z.enum(['ok', 'failed']),
    redis: z.enum(['ok', 'failed', 'off']),
    /** Failed: it cannot be asked, or a job waits for longer than 5 minutes. */
    queue: z.enum(['ok', 'failed', 'off']),
  }),
});

export type Health = z.infer<typeof healthSchema>;
