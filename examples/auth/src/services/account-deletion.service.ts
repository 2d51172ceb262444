import { requestContext, type User } from '../context/request-context.ts';
import { accountAdminRepository } from '../repositories/account-admin.repository.ts';
import { authRepository } from '../repositories/auth.repository.ts';
import type { AccountDeletion } from '../schemas/account-export.schema.ts';
import { appError, isAppError } from '../utils/app-error.ts';
import { revocationService } from './revocation.service.ts';

/** How long after signing in an account without a password may be deleted. */
const FRESH_MS = 600_000;

/** @throws unless the caller is the account's owner beyond their token, which may be stolen */
const confirm = async ({ id, email }: User, password: string | null): Promise<void> => {
  const proof = await accountAdminRepository.proof(id);
  if (proof === null) throw appError.notFound('user');
  if (proof.has_password || email === null) {
    if (password === null || email === null)
      throw appError.badRequest('password_required', 'Send your password to delete your account.');
    await authRepository.signIn(email, password);
    return;
  }
  if (Date.now() - Date.parse(proof.signed_in_at) > FRESH_MS)
    throw appError.forbidden('sign_in_again', 'Sign in again, and then delete your account within ten minutes.');
};

/** The caller's account, and its end. */
export const accountDeletionService = {
  /**
   * Deletes the caller with all that is theirs. Organisations of which they are the only member go as well.
   * @throws 400 `password_required`, 401 `invalid_credentials`, 403 `sign_in_again`, 409 `last_owner`,
   * 503 `revocations_unavailable`
   */
  async delete({ password }: AccountDeletion): Promise<void> {
    const user = requestContext.user();
    await confirm(user, password);
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
