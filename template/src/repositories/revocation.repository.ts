import type { Redis } from 'ioredis';
import { withRedis } from '../clients/with-redis.ts';
import { type Revocation, revocationSchema } from '../schemas/session.schema.ts';

const sessionKey = (sessionId: string): string => `revoked-session:${sessionId}`;
const userKey = (userId: string): string => `revoked-user:${userId}`;
const banKey = (userId: string): string => `banned:${userId}`;

const run = <T>(send: (client: Redis) => Promise<T>): Promise<T> => withRedis('revocations_unavailable', send);

/**
 * Whose tokens are not to be taken any more, though they are valid. Kept in Redis for as long as such a token may live.
 * Each method throws 503 `revocations_unavailable` without Redis.
 */
export const revocationRepository = {
  async addSession(sessionId: string, seconds: number): Promise<void> {
    await run((client) => client.set(sessionKey(sessionId), '1', 'EX', seconds));
  },

  async addUser(userId: string, revocation: Revocation, seconds: number): Promise<void> {
    await run((client) => client.set(userKey(userId), JSON.stringify(revocation), 'EX', seconds));
  },

  /** Until `unban`. */
  async ban(userId: string): Promise<void> {
    await run((client) => client.set(banKey(userId), '1'));
  },

  async unban(userId: string): Promise<void> {
    await run((client) => client.del(banKey(userId)));
  },

  async isBanned(userId: string): Promise<boolean> {
    return (await run((client) => client.exists(banKey(userId)))) === 1;
  },

  /** What is known of a user and of one Supabase session. */
  async find(userId: string, sessionId: string | null) {
    const [banned, session, user] = await run((client) =>
      client.mget(banKey(userId), sessionKey(sessionId ?? ''), userKey(userId)),
    );
    return {
      banned: banned !== null,
      session: session !== null,
      user: user === null || user === undefined ? null : revocationSchema.parse(JSON.parse(user)),
    };
  },
};
