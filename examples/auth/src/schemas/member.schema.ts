import { z } from 'zod';
import { pageQuery } from './resource.schema.ts';

/** What somebody is in an organisation, the highest first. */
export const organisationRoleSchema = z.enum(['owner', 'admin', 'member']);

/** What is written of a member: the body of PUT. */
export const memberInputSchema = z.strictObject({ role: organisationRoleSchema });

/** A member as the API returns it. `id` is that of the membership. */
export const memberSchema = z.object({
  id: z.uuid(),
  organisation_id: z.uuid(),
  user_id: z.uuid(),
  email: z.string().nullable(),
  role: organisationRoleSchema,
  created_at: z.string(),
});

/** `/v1/organisations/:organisation_id/…`, and one row of it. */
export const inOrganisationParams = z.strictObject({ organisation_id: z.uuid() });
export const inOrganisationRowParams = inOrganisationParams.extend({ id: z.uuid() });

/** The query of the list. */
export const memberQuerySchema = z.strictObject({
  ...pageQuery,
  sort: z.enum(['created_at', '-created_at']).default('created_at'),
  role: organisationRoleSchema.nullable().default(null),
});

export type OrganisationRole = z.infer<typeof organisationRoleSchema>;
export type Member = z.infer<typeof memberSchema>;
export type MemberInput = z.infer<typeof memberInputSchema>;
export type MemberQuery = z.infer<typeof memberQuerySchema>;
