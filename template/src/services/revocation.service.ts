import { decodeJwt } from 'jose';
import { requestContext } from '../context/request-context.ts';
import { authTokenRepository } from '../repositories/auth-token.repository.ts';
import { revocationRepository } from '../repositories/revocation.repository.ts';
import { type SignOutScope, type TokenClaims, tokenClaimsSchema } from '../schemas/session.schema.ts';
import { appError } from '../utils/app-error.ts';
import { sessionService } from './session.service.ts';

// The token of the caller has been verified by now.
const callersClaims = (): TokenClaims => tokenClaimsSchema.parse(decodeJwt(requestContext.requireCaller().accessToken));

/** Puts on the list what a sign-out ends. A token without a session's id can be told by its user alone. */
const revoke = async ({ sub, iat, exp, session_id }: TokenClaims, scope: SignOutScope): Promise<void> => {
  // No token that exists now outlives one that is issued now.
  const seconds = exp - iat + 60;
  if (scope === 'local' && session_id !== null) return revocationRepository.addSession(session_id, seconds);
  const until = Math.floor(Date.now() / 1000);
  const except = scope === 'others' ? session_id : null;
  return revocationRepository.addUser(sub, { until, except }, seconds);
};

/**
 * Access tokens are valid until they end, whatever happened meanwhile. This is the list of those that are not to be
 * taken any more: `app.requireLiveSession` asks it on sensitive routes. Each method throws 503
 * `revocations_unavailable` without Redis.
 */
export const revocationService = {
  /** @throws 401 `session_revoked` where the caller has signed out, 403 `user_banned`. */
  async requireLive(): Promise<void> {
    const { sub, iat, session_id } = callersClaims();
    const { banned, session, user } = await revocationRepository.find(sub, session_id);
    if (banned) throw appError.forbidden('user_banned', 'This account is closed.');
    const isSignedOut = user !== null && iat <= user.until && (user.except === null || user.except !== session_id);
    if (session || isSignedOut) throw appError.unauthorized('session_revoked', 'This session has been signed out.');
  },

  /**
   * Signs the caller out: at Supabase, on the list, and in the browsers' sessions.
   * @param id the id of the caller's cookie, null for a bearer
   * @throws 503 `auth_unavailable` while Supabase is away, and nothing is done: the caller may try again.
   */
  async signOut(scope: SignOutScope, id: string | null): Promise<void> {
    const { user, accessToken } = requestContext.requireCaller();
    await authTokenRepository.signOut(accessToken, scope).catch((err: unknown) => {
      // The refresh token of a browser's session is with us alone, and goes with it.
      if (scope !== 'local' || id === null) throw err;
      requestContext.log()?.warn({ err }, 'A session was ended here, but not at Supabase.');
    });
    await revoke(callersClaims(), scope);
    if (scope === 'global') await sessionService.endAll(user.id);
    else if (scope === 'others') await sessionService.endOthers(user.id, id);
    else if (id !== null) await sessionService.end(id);
  },

  /**
   * Refuses all tokens of a user on sensitive routes, ends their browsers' sessions and lets them start none. What stops
   * them from signing in and refreshing elsewhere is a ban at Supabase (`ban_duration`).
   */
  async ban(userId: string): Promise<void> {
    await revocationRepository.ban(userId);
    await sessionService.endAll(userId);
  },

  async unban(userId: string): Promise<void> {
    await revocationRepository.unban(userId);
  },
};
