import { z } from 'zod';
import { filter, pageQuery } from './resource.schema.ts';

/** A row of `app.audit_log`: who did what to whom. `actor_id` is null where it was the service role. */
export const auditEntrySchema = z.object({
  id: z.uuid(),
  actor_id: z.uuid().nullable(),
  action: z.string().describe('What was done, such as `role.granted`.'),
  organisation_id: z.uuid().nullable(),
  target_id: z.uuid().nullable(),
  details: z.unknown(),
  created_at: z.string(),
});

/** The query of the list. */
export const auditEntryQuerySchema = z.strictObject({
  ...pageQuery,
  sort: z.enum(['-created_at', 'created_at']).default('-created_at'),
  actor_id: z.uuid().nullable().default(null),
  action: filter.text(),
  organisation_id: z.uuid().nullable().default(null),
  target_id: z.uuid().nullable().default(null),
});

export type AuditEntry = z.infer<typeof auditEntrySchema>;
export type AuditEntryQuery = z.infer<typeof auditEntryQuerySchema>;

/** What the API itself writes; the rest is written by triggers. */
export type NewAuditEntry = { readonly actor_id: string; readonly action: string; readonly target_id: string };
