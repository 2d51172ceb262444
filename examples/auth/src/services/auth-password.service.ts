import { setTimeout as wait } from 'node:timers/promises';
import { authConfig } from '../config/auth.config.ts';
import { requestContext } from '../context/request-context.ts';
import { authRepository } from '../repositories/auth.repository.ts';
import type { Accepted, MailRequest, PasswordChange, PasswordReset } from '../schemas/auth.schema.ts';
import { appError, isAppError } from '../utils/app-error.ts';
import { atLeast } from '../utils/at-least.ts';
import { signedIn } from '../utils/signed-in.ts';
import { authService } from './auth.service.ts';
import { authRedirectService } from './auth-redirect.service.ts';
import { mailLimitService } from './mail-limit.service.ts';
import { revocationService } from './revocation.service.ts';

/** Setting a new password: forgotten, or known. */
export const authPasswordService = {
  /** Mails a link. The same reply, in the same time, for an address without an account. */
  async requestReset({ email, redirect_to }: MailRequest): Promise<Accepted> {
    authRedirectService.check(redirect_to);
    const send = () => authRepository.sendPasswordReset(email, redirect_to);
    await atLeast(authConfig.AUTH_REPLY_MS, mailLimitService.within('password-reset', email, send));
    return { email };
  },

  /**
   * Sets the password with the link of the mail, and signs the user out everywhere: whoever knew the old one is out.
   * @throws 400 `link_not_valid`, `weak_password` (the link is used up by then as well).
   */
  async reset(given: PasswordReset): Promise<void> {
    const { user, tokens } = signedIn(await authRepository.resetPassword(given));
    requestContext.setCaller(user, tokens.access_token);
    await revocationService.signOut('global', null);
    // Tokens of this second are on the list of those signed out; the next sign-in is to be none of them.
    await wait(1000 - (Date.now() % 1000));
  },

  /**
   * Lets the caller pass who knows the password as well: a token may be stolen.
   * @param address the caller's, by which attempts are counted
   * @throws 403 `current_password_wrong`; 429 `too_many_attempts`.
   */
  async prove(password: string, address: string): Promise<void> {
    const email = await authRepository.currentEmail();
    await authService.signIn({ email, password, session: false }, address).catch((error: unknown) => {
      if (!isAppError(error) || error.code !== 'invalid_credentials') throw error;
      throw appError.forbidden('current_password_wrong', 'This is not your password now.');
    });
  },

  /**
   * Sets the caller's password and signs out all other sessions.
   * @param address the caller's, by which attempts are counted
   * @param id of the caller's cookie, null for a bearer
   * @throws as `prove` does; 400 `weak_password`; 422 `same_password`.
   */
  async change({ current_password, password }: PasswordChange, address: string, id: string | null): Promise<void> {
    await authPasswordService.prove(current_password, address);
    await authRepository.setPassword(password);
    await revocationService.signOut('others', id);
  },
};
