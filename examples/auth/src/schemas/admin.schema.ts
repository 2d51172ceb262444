import { z } from 'zod';
import { filter, pageQuery } from './resource.schema.ts';

/** What the admin area can do here. */
export const adminAreaSchema = z.object({
  can_ban: z.boolean().describe('False on the embedded stack, whose Supabase knows no bans.'),
});

/** An account, as admins see it. */
export const adminUserSchema = z.object({
  id: z.uuid(),
  email: z.string().nullable(),
  roles: z.array(z.string()),
  banned_until: z.string().nullable(),
  last_sign_in_at: z.string().nullable(),
  created_at: z.string(),
});

/** The query of the list. */
export const adminUserQuerySchema = z.strictObject({
  ...pageQuery,
  sort: z.enum(['-created_at']).default('-created_at'),
  q: filter.search(),
});

/** `/v1/admin/users/:id/roles/:role` */
export const adminRoleParams = z.strictObject({ id: z.uuid(), role: z.string().regex(/^[a-z][a-z0-9_]{0,49}$/) });

export type AdminArea = z.infer<typeof adminAreaSchema>;
export type AdminUser = z.infer<typeof adminUserSchema>;
export type AdminUserQuery = z.infer<typeof adminUserQuerySchema>;
