import { z } from 'zod';

export const healthSchema = z.object({
  status: z.enum(['ready', 'not_ready', 'draining']),
  checks: z.object({ supabase: z.enum(['ok', 'failed']), redis: z.enum(['ok', 'failed', 'off']) }),
});

export type Health = z.infer<typeof healthSchema>;
