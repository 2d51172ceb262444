import { z } from 'zod';

/** A row of `app.error_logs`: one server error, or the client errors of one kind in one minute. */
export const errorLogSchema = z.object({
  /** Set for server errors, so that one that is sent twice is kept once. */
  id: z.uuid().nullable(),
  /** Set for client errors: the minute they are counted in. */
  minute: z.iso.datetime().nullable(),
  method: z.string(),
  route: z.string(),
  code: z.string(),
  message: z.string(),
  status_code: z.int(),
  request_id: z.string().nullable(),
  user_id: z.uuid().nullable(),
  stack: z.string().nullable(),
  count: z.int(),
  first_at: z.iso.datetime(),
  last_at: z.iso.datetime(),
});

export type ErrorLog = z.infer<typeof errorLogSchema>;
