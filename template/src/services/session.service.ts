import { setTimeout as wait } from 'node:timers/promises';
import { decodeJwt } from 'jose';
import { config } from '../config/config.ts';
import { requestContext } from '../context/request-context.ts';
import { authTokenRepository } from '../repositories/auth-token.repository.ts';
import { revocationRepository } from '../repositories/revocation.repository.ts';
import { sessionRepository } from '../repositories/session.repository.ts';
import { type Session, type SessionInfo, tokenClaimsSchema, type Tokens } from '../schemas/session.schema.ts';
import { appError, isAppError } from '../utils/app-error.ts';
import { sessionCookie } from '../context/session-cookie.ts';

/** How long before its end an access token is exchanged for a new one. */
const REFRESH_BEFORE_MS = 60_000;
/** A token with less to live than this is not handed on: it might end on its way to the database. */
const TOO_SHORT_MS = 5000;
/** A lock outlives the call to Supabase that it guards; an instance that dies holds up one session for as long. */
const LOCK_MS = config.SUPABASE_TIMEOUT_MS + 5000;
const WAIT_MS = 5000;
const ASK_AGAIN_MS = 50;

/** The part of a session that comes from its tokens, which Supabase has just handed over. */
const fromTokens = ({ access_token, refresh_token }: Tokens) => {
  const { sub, exp, session_id } = tokenClaimsSchema.parse(decodeJwt(access_token));
  return {
    user_id: sub,
    supabase_session_id: session_id,
    access_token,
    access_ends_at: exp * 1000,
    refresh_token,
  };
};

const livesFor = ({ access_ends_at }: Session, ms: number): boolean => access_ends_at - Date.now() > ms;

/** The session of a hash, unless its whole lifetime is over. */
const find = async (hash: string): Promise<Session | null> => {
  const session = await sessionRepository.touch(hash);
  if (session === null || session.ends_at > Date.now()) return session;
  await sessionRepository.remove(hash, session.user_id);
  return null;
};

/** With the lock in hand: new tokens from Supabase, unless another instance has just brought them. */
const refreshLocked = async (hash: string): Promise<Session | null> => {
  const session = await find(hash);
  if (session === null || livesFor(session, REFRESH_BEFORE_MS)) return session;
  const tokens = await authTokenRepository.refresh(session.refresh_token).catch((error: unknown) => {
    if (!isAppError(error) || !livesFor(session, TOO_SHORT_MS)) throw error;
    requestContext.log()?.warn({ err: error }, 'An access token could not be refreshed yet; the old one still serves.');
    return 'later' as const;
  });
  if (tokens === 'later') return session;
  if (tokens === null) {
    await sessionRepository.remove(hash, session.user_id);
    return null;
  }
  const refreshed = { ...session, ...fromTokens(tokens) };
  return (await sessionRepository.replace(hash, refreshed)) ? refreshed : null;
};

/** One caller of all instances refreshes; the others go on with the old token, or wait where it has ended. */
const refresh = async (hash: string, seen: Session): Promise<Session | null> => {
  const owner = crypto.randomUUID();
  const deadline = Date.now() + WAIT_MS;
  for (let session: Session | null = seen; session !== null; session = await find(hash)) {
    if (livesFor(session, REFRESH_BEFORE_MS)) return session;
    if (await sessionRepository.lock(hash, owner, LOCK_MS)) {
      try {
        return await refreshLocked(hash);
      } finally {
        await sessionRepository.unlock(hash, owner);
      }
    }
    if (livesFor(session, TOO_SHORT_MS)) return session;
    if (Date.now() > deadline)
      throw appError.unavailable('auth_unavailable', 'The session is being renewed. Try again shortly.');
    await wait(ASK_AGAIN_MS);
  }
  return null;
};

const endBut = async (userId: string, kept: string | null): Promise<void> => {
  for (const { hash } of await sessionRepository.list(userId))
    if (hash !== kept) await sessionRepository.remove(hash, userId);
};

/**
 * Browsers' sessions. The browser has an opaque id in a cookie; the tokens of Supabase stay in Redis, below a hash of
 * the id. Each method throws 503 `sessions_unavailable` without Redis.
 */
export const sessionService = {
  /**
   * Starts a session with the tokens that signing in gave, and returns its new id for the cookie.
   * @throws 403 `user_banned`
   * @param device the browser's `User-Agent`
   * @param previousId the id that the browser sent along: it ends, so nothing from before the sign-in goes on
   */
  async create(tokens: Tokens, device: string | null, previousId: string | null): Promise<string> {
    if (previousId !== null) await sessionService.end(previousId);
    const id = sessionCookie.newId();
    const now = Date.now();
    const fresh = fromTokens(tokens);
    if (await revocationRepository.isBanned(fresh.user_id))
      throw appError.forbidden('user_banned', 'This account is closed.');
    await sessionRepository.add(sessionCookie.hash(id), {
      ...fresh,
      created_at: now,
      ends_at: now + config.SESSION_LIFETIME_SECONDS * 1000,
      device: device?.slice(0, 255) ?? null,
    });
    return id;
  },

  /**
   * The session of a cookie's id, with an access token that is good for some seconds at least; null where there is no
   * such session (any more). Its idle time begins anew.
   * @throws 503 `auth_unavailable` where the token has ended and Supabase, which renews it, does not answer.
   */
  async read(id: string): Promise<Session | null> {
    const hash = sessionCookie.hash(id);
    const session = await find(hash);
    if (session === null || livesFor(session, REFRESH_BEFORE_MS)) return session;
    return refresh(hash, session);
  },

  /** Ends one session here. What Supabase knows of it is ended by `revocationService.signOut`. */
  async end(id: string): Promise<void> {
    const hash = sessionCookie.hash(id);
    const session = await sessionRepository.touch(hash);
    if (session !== null) await sessionRepository.remove(hash, session.user_id);
  },

  async endAll(userId: string): Promise<void> {
    await endBut(userId, null);
  },

  /** Ends the user's sessions but this one; a caller without one (a bearer's) ends them all. */
  async endOthers(userId: string, id: string | null): Promise<void> {
    await endBut(userId, id === null ? null : sessionCookie.hash(id));
  },

  /** Where a user is signed in by browser, the last used first. */
  async list(userId: string): Promise<SessionInfo[]> {
    const found = await sessionRepository.list(userId);
    return found
      .toSorted((a, b) => b.last_seen_at - a.last_seen_at)
      .map(({ session, last_seen_at }) => ({
        device: session.device,
        created_at: new Date(session.created_at).toISOString(),
        last_seen_at: new Date(last_seen_at).toISOString(),
      }));
  },
};
