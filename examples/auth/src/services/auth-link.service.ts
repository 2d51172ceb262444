import { authConfig } from '../config/auth.config.ts';
import { authRepository } from '../repositories/auth.repository.ts';
import type { Accepted, MailRequest, SignedIn, Verify } from '../schemas/auth.schema.ts';
import { atLeast } from '../utils/at-least.ts';
import { signedIn } from '../utils/signed-in.ts';
import { authRedirectService } from './auth-redirect.service.ts';
import { mailLimitService } from './mail-limit.service.ts';

/** Links in mails: asking for one, and following it. */
export const authLinkService = {
  /** Mails a link that signs in. The same reply, in the same time, for an address without an account. */
  async sendMagicLink({ email, redirect_to }: MailRequest): Promise<Accepted> {
    authRedirectService.check(redirect_to);
    const send = () => authRepository.sendMagicLink(email, redirect_to);
    await atLeast(authConfig.AUTH_REPLY_MS, mailLimitService.within('magic-link', email, send));
    return { email };
  },

  /** Mails links to the caller's old and new address. The same reply for an address that another account has. */
  async changeEmail({ email, redirect_to }: MailRequest): Promise<Accepted> {
    authRedirectService.check(redirect_to);
    const send = () => authRepository.requestEmailChange(email, redirect_to);
    await atLeast(authConfig.AUTH_REPLY_MS, mailLimitService.within('email-change', email, send));
    return { email };
  },

  /** Follows a link, once. Null where the link to the other address has to be followed as well. @throws 400 `link_not_valid`. */
  async verify(link: Verify): Promise<SignedIn | null> {
    const tokens = await authRepository.verify(link);
    return tokens === null ? null : signedIn(tokens);
  },
};
