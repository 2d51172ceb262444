import { authConfig } from '../config/auth.config.ts';
import { config } from '../config/config.ts';
import { oauthRepository } from '../repositories/oauth.repository.ts';
import type { OAuthFinish, OAuthStart, OAuthUrl, SignedIn } from '../schemas/auth.schema.ts';
import { appError } from '../utils/app-error.ts';
import { signedIn } from '../utils/signed-in.ts';
import { authRedirectService } from './auth-redirect.service.ts';

/**
 * Signing in by another service, with PKCE. The verifier stays with whoever began, so a code that was read on its way,
 * or planted in somebody else's browser, is worth nothing.
 */
export const oauthService = {
  /** Where to send the browser. @throws 400 `provider_not_enabled`, `redirect_not_allowed`. */
  start({ provider, redirect_to, code_challenge }: OAuthStart): OAuthUrl {
    if (!authConfig.AUTH_OAUTH_PROVIDERS.includes(provider))
      throw appError.badRequest('provider_not_enabled', 'This provider is not in AUTH_OAUTH_PROVIDERS.');
    authRedirectService.check(redirect_to);
    const url = new URL(`${config.SUPABASE_URL.replace(/(?<!\/)\/*$/, '')}/auth/v1/authorize`);
    url.search = String(new URLSearchParams({ provider, redirect_to, code_challenge, code_challenge_method: 's256' }));
    return { url: url.href };
  },

  /** @throws 400 `oauth_code_not_valid`: used, too old, or with another verifier. */
  async finish(given: OAuthFinish): Promise<SignedIn> {
    return signedIn(await oauthRepository.exchange(given));
  },
};
