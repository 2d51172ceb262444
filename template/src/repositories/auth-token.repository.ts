import { boundedFetch } from '../clients/bounded-fetch.ts';
import { createSupabaseAuth } from '../clients/supabase-auth.ts';
import { config } from '../config/config.ts';
import { type SignOutScope, type Tokens, tokensSchema } from '../schemas/session.schema.ts';
import { appError } from '../utils/app-error.ts';

// Ends after SUPABASE_TIMEOUT_MS and not with the request: new tokens that nobody keeps would cost the user their session.
const call = boundedFetch('supabase-auth');

const unavailable = (cause: unknown) =>
  appError.unavailable('auth_unavailable', 'The sign-in service cannot be reached. Try again shortly.', null, cause);

/** The tokens that Supabase signs. Each method throws 503 `auth_unavailable` while Supabase does not answer. */
export const authTokenRepository = {
  /**
   * New tokens for a refresh token; null where Supabase refuses it. Asked without supabase-js, whose `refreshSession`
   * tries again for up to 30 seconds while Supabase is away, whatever the deadline.
   */
  async refresh(refreshToken: string): Promise<Tokens | null> {
    const url = new URL('auth/v1/token?grant_type=refresh_token', config.SUPABASE_URL.replace(/(?<!\/)\/*$/, '/'));
    const response = await call(url, {
      method: 'POST',
      headers: { apikey: config.SUPABASE_PUBLISHABLE_KEY, 'content-type': 'application/json' },
      body: JSON.stringify({ refresh_token: refreshToken }),
    }).catch((cause: unknown) => {
      throw unavailable(cause);
    });
    const text = await response.text().catch((cause: unknown) => {
      throw unavailable(cause);
    });
    if (response.ok) return tokensSchema.parse(JSON.parse(text));
    const isRefused = response.status >= 400 && response.status < 500 && ![408, 429].includes(response.status);
    if (isRefused) return null;
    throw unavailable({ status: response.status });
  },

  /** Ends the Supabase session of an access token (`local`), all of its user's (`global`), or all but it (`others`). */
  async signOut(accessToken: string, scope: SignOutScope): Promise<void> {
    const { error } = await createSupabaseAuth().auth.admin.signOut(accessToken, scope);
    // A session that is not there any more, or a user, is signed out.
    if (error === null || [400, 401, 403, 404].includes(error.status ?? 0)) return;
    throw unavailable(error);
  },
};
