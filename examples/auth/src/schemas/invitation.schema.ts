import { z } from 'zod';
import { organisationRoleSchema } from './member.schema.ts';
import { filter, pageQuery } from './resource.schema.ts';

/** What a caller writes: the body of POST. The address is compared in lower case. */
export const invitationInputSchema = z.strictObject({
  email: z.email().max(254).toLowerCase(),
  role: organisationRoleSchema.default('member'),
});

/** An invitation as the API returns it. */
export const invitationSchema = z.object({
  id: z.uuid(),
  organisation_id: z.uuid(),
  email: z.string(),
  role: organisationRoleSchema,
  invited_by: z.uuid(),
  expires_at: z.string(),
  created_at: z.string(),
});

/** What POST answers, once: the token is kept nowhere. */
export const newInvitationSchema = invitationSchema.extend({
  token: z.string().describe('For the link that the invited person gets. It is not shown again.'),
});

export const invitationQuerySchema = z.strictObject({
  ...pageQuery,
  sort: z.enum(['created_at', '-created_at']).default('-created_at'),
  email: filter.text(),
});

/** The body of POST /v1/invitations/accept, and what it answers. */
export const invitationTokenSchema = z.strictObject({ token: z.string().regex(/^[\w-]{43}$/, 'the token of a link') });
export const acceptedInvitationSchema = z.object({ organisation_id: z.uuid() });

export type Invitation = z.infer<typeof invitationSchema>;
export type InvitationInput = z.infer<typeof invitationInputSchema>;
export type InvitationQuery = z.infer<typeof invitationQuerySchema>;
export type InvitationToken = z.infer<typeof invitationTokenSchema>;
export type NewInvitation = z.infer<typeof newInvitationSchema>;
export type AcceptedInvitation = z.infer<typeof acceptedInvitationSchema>;
