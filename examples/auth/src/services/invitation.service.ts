import { createHash, randomBytes } from 'node:crypto';
import { invitationRepository } from '../repositories/invitation.repository.ts';
import type {
  AcceptedInvitation,
  Invitation,
  InvitationInput,
  InvitationQuery,
  InvitationToken,
  NewInvitation,
} from '../schemas/invitation.schema.ts';
import { appError } from '../utils/app-error.ts';
import type { Page } from '../utils/keyset.ts';
import { memberService } from './member.service.ts';

/** Invitations of an organisation, for its owners and admins. @throws as `memberService.requireRole` does */
export const invitationService = {
  async list(organisationId: string, query: InvitationQuery): Promise<Page<Invitation>> {
    await memberService.requireRole(organisationId, ['owner', 'admin']);
    return invitationRepository.list(organisationId, query);
  },

  /**
   * For seven days. The token is answered here and nowhere else: whoever invites hands it on.
   * @throws 403 `forbidden` for a role above the caller's, 409 `already_exists` where the address is invited
   */
  async create(organisationId: string, input: InvitationInput): Promise<NewInvitation> {
    await memberService.requireRole(organisationId, ['owner', 'admin']);
    const token = randomBytes(32).toString('base64url');
    const hash = createHash('sha256').update(token).digest('hex');
    return { ...(await invitationRepository.create(organisationId, input, hash)), token };
  },

  /** Takes an invitation back. @throws 404 `invitation_not_found`, also where it is for a role above the caller's */
  async delete(organisationId: string, id: string): Promise<void> {
    await memberService.requireRole(organisationId, ['owner', 'admin']);
    if (!(await invitationRepository.delete(organisationId, id))) throw appError.notFound('invitation');
  },

  /**
   * Makes the caller a member. The invitation must be to the caller's own confirmed address, not have expired, and
   * come from somebody who could still send it. @throws 404 `invitation_not_found`, whichever of these it is
   */
  async accept({ token }: InvitationToken): Promise<AcceptedInvitation> {
    const organisationId = await invitationRepository.accept(token);
    if (organisationId === null) throw appError.notFound('invitation');
    return { organisation_id: organisationId };
  },
};
