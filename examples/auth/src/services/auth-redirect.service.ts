import { authConfig } from '../config/auth.config.ts';
import { appError } from '../utils/app-error.ts';

/** Where links and providers may lead back to. */
export const authRedirectService = {
  /** Lets null and the URLs of AUTH_REDIRECT_URLS pass, compared as a whole. @throws 400 `redirect_not_allowed`. */
  check(url: string | null): void {
    if (url === null || authConfig.AUTH_REDIRECT_URLS.includes(url)) return;
    throw appError.badRequest(
      'redirect_not_allowed',
      'Links may not lead there: send one of the URLs in AUTH_REDIRECT_URLS, or leave it out.',
    );
  },
};
