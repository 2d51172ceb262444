import { requestContext, type User } from '../context/request-context.ts';
import { accountAdminRepository } from '../repositories/account-admin.repository.ts';
import type { AccountDeletion } from '../schemas/account-export.schema.ts';
import { appError, isAppError } from '../utils/app-error.ts';
import { authPasswordService } from './auth-password.service.ts';
import { revocationService } from './revocation.service.ts';

/** How long after signing in an account without a password may be deleted. */
const FRESH_MS = 600_000;

/** @throws unless the caller is the account's owner beyond their token, which may be stolen */
const confirm = async ({ id }: User, password: string | null, address: string): Promise<void> => {
  const proof = await accountAdminRepository.proof(id);
  if (proof === null) throw appError.notFound('user');
  if (proof.has_password) {
    if (password === null) throw appError.badRequest('password_required', 'Send your password to delete your account.');
    return authPasswordService.prove(password, address);
  }
  if (Date.now() - Date.parse(proof.signed_in_at) > FRESH_MS)
    throw appError.forbidden('sign_in_again', 'Sign in again, and then delete your account within ten minutes.');
};

/** The caller's account, and its end. */
export const accountDeletionService = {
  /**
   * Deletes the caller with all that is theirs. Organisations of which they are the only member go as well.
   * @param address the caller's, by which attempts are counted
   * @throws 400 `password_required`, 403 `current_password_wrong` or `sign_in_again`, 409 `last_owner`,
   * 429 `too_many_attempts`, 503 `revocations_unavailable`
   */
  async delete({ password }: AccountDeletion, address: string): Promise<void> {
    const user = requestContext.user();
    await confirm(user, password, address);
    // First, so that no token outlives the account on sensitive routes.
    await revocationService.ban(user.id);
    try {
      await accountAdminRepository.delete(user.id);
    } catch (error) {
      await revocationService.unban(user.id);
      if (!isAppError(error) || error.code !== 'rejected_by_database') throw error;
      throw appError.conflict('last_owner', error.message, null, error);
    }
  },
};
