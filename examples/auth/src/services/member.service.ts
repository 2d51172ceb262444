import { memberRepository } from '../repositories/member.repository.ts';
import type { Member, MemberInput, MemberQuery, OrganisationRole } from '../schemas/member.schema.ts';
import { type AppError, appError, isAppError } from '../utils/app-error.ts';
import type { Page } from '../utils/keyset.ts';

/** What the database says of an organisation that would lose its last owner, under a code of its own. */
const named = (error: unknown): unknown =>
  isAppError(error) && error.statusCode === 409 && error.code === 'rejected_by_database'
    ? appError.conflict('last_owner', error.message, null, error)
    : error;

/** Why a write met no row. @throws 404 where there is no such member; else they are above the caller. */
const explainMiss = async (organisationId: string, id: string): Promise<AppError> => {
  await memberService.get(organisationId, id);
  return appError.forbidden('higher_role', 'Only owners change what owners are, and only owners and admins the rest.');
};

/** Who belongs to an organisation. What is not the caller's organisation is 404 `organisation_not_found`. */
export const memberService = {
  /** @throws 404 `organisation_not_found` for whoever is no member, 403 `organisation_role_required` */
  async requireRole(organisationId: string, roles: readonly OrganisationRole[]): Promise<void> {
    const role = await memberRepository.ownRole(organisationId);
    if (role === null) throw appError.notFound('organisation');
    if (roles.includes(role)) return;
    throw appError.forbidden(
      'organisation_role_required',
      `In this organisation this needs the role ${roles.join(' or ')}.`,
    );
  },

  /** @throws 404 `organisation_not_found` */
  async list(organisationId: string, query: MemberQuery): Promise<Page<Member>> {
    await memberService.requireRole(organisationId, ['owner', 'admin', 'member']);
    return memberRepository.list(organisationId, query);
  },

  /** @throws 404 `member_not_found` */
  async get(organisationId: string, id: string): Promise<Member> {
    const member = await memberRepository.get(organisationId, id);
    if (member === null) throw appError.notFound('member');
    return member;
  },

  /**
   * Owners give any role, admins up to their own, to whoever has none above it.
   * @throws 404 `member_not_found`, 403 `higher_role`, or `forbidden` for a role above the caller's, 409 `last_owner`
   */
  async replace(organisationId: string, id: string, input: MemberInput): Promise<Member> {
    try {
      const member = await memberRepository.update(organisationId, id, input);
      if (member === null) throw await explainMiss(organisationId, id);
      return member;
    } catch (error) {
      throw named(error);
    }
  },

  /** Everyone may leave; owners remove anybody, admins whoever is no owner. @throws as `replace` does */
  async delete(organisationId: string, id: string): Promise<void> {
    try {
      if (!(await memberRepository.delete(organisationId, id))) throw await explainMiss(organisationId, id);
    } catch (error) {
      throw named(error);
    }
  },
};
