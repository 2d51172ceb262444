import { setTimeout as wait } from 'node:timers/promises';
import { authConfig } from '../config/auth.config.ts';
import { authRepository } from '../repositories/auth.repository.ts';
import { authTokenRepository } from '../repositories/auth-token.repository.ts';
import type { Accepted, SignedIn, SignIn, SignUp } from '../schemas/auth.schema.ts';
import { appError, isAppError } from '../utils/app-error.ts';
import { atLeast } from '../utils/at-least.ts';
import { signedIn } from '../utils/signed-in.ts';
import { authRedirectService } from './auth-redirect.service.ts';
import { loginAttemptService } from './login-attempt.service.ts';
import { mailLimitService } from './mail-limit.service.ts';

const REPLY_MS = authConfig.AUTH_REPLY_MS;

const signUpOrSendLink = async (wanted: SignUp): Promise<void> => {
  const isNew = await authRepository.signUp(wanted);
  if (!isNew) await authRepository.sendMagicLink(wanted.email, wanted.redirect_to);
};

/** Accounts, and signing in with a password. Signing out is the template's: `DELETE /v1/session`. */
export const authService = {
  /**
   * Makes an account. The owner of an address that has one already is mailed a link that signs in. The reply and its
   * time are the same.
   * @throws 400 `weak_password`, `redirect_not_allowed`; 403 `sign_up_disabled`.
   */
  async signUp(wanted: SignUp): Promise<Accepted> {
    authRedirectService.check(wanted.redirect_to);
    const work = mailLimitService.within('sign-up', wanted.email, () => signUpOrSendLink(wanted));
    await atLeast(REPLY_MS, work);
    return { email: wanted.email };
  },

  /**
   * @param address the caller's, by which attempts are counted
   * @throws 401 `invalid_credentials`, after the same time whether there is such an account; 429 `too_many_attempts`.
   */
  async signIn({ email, password }: SignIn, address: string): Promise<SignedIn> {
    await loginAttemptService.check(email, address);
    const shortest = wait(REPLY_MS);
    try {
      const done = signedIn(await authRepository.signIn(email, password));
      await loginAttemptService.succeeded(email, address);
      return done;
    } catch (error) {
      if (isAppError(error) && error.code === 'invalid_credentials') await loginAttemptService.failed(email);
      await shortest;
      throw error;
    }
  },

  /**
   * New tokens for a refresh token, which is used up by it.
   * @throws 401 `refresh_token_not_valid`. One that was used long before ends its whole session (see README.md).
   */
  async refresh(refreshToken: string): Promise<SignedIn> {
    const tokens = await authTokenRepository.refresh(refreshToken);
    if (tokens !== null) return signedIn(tokens);
    throw appError.unauthorized('refresh_token_not_valid', 'This refresh token was used or has ended. Sign in again.');
  },
};
