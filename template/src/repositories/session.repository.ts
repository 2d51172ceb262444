import type { Redis } from 'ioredis';
import { withRedis } from '../clients/with-redis.ts';
import { config } from '../config/config.ts';
import { type Session, sessionSchema } from '../schemas/session.schema.ts';

const IDLE_MS = config.SESSION_IDLE_SECONDS * 1000;

const sessionKey = (hash: string): string => `session:${hash}`;
const ownedKey = (userId: string): string => `sessions-of:${userId}`;
const lockKey = (hash: string): string => `session-lock:${hash}`;

/** Deletes a lock that is still ours: after its end it may be somebody else's. */
const UNLOCK = "if redis.call('get', KEYS[1]) == ARGV[1] then return redis.call('del', KEYS[1]) end return 0";

const run = <T>(send: (client: Redis) => Promise<T>): Promise<T> => withRedis('sessions_unavailable', send);
const parse = (json: string | null): Session | null => (json === null ? null : sessionSchema.parse(JSON.parse(json)));

/** Browsers' sessions in Redis, by the hash of their cookie's id. Each method throws 503 `sessions_unavailable` without Redis. */
export const sessionRepository = {
  async add(hash: string, session: Session): Promise<void> {
    const owned = ownedKey(session.user_id);
    await run((client) =>
      client
        .multi()
        .set(sessionKey(hash), JSON.stringify(session), 'PX', IDLE_MS)
        .zremrangebyscore(owned, '-inf', Date.now())
        .zadd(owned, session.ends_at, hash)
        .pexpireat(owned, session.ends_at)
        .exec(),
    );
  },

  /** The session, which from now on has its whole idle time before it again. */
  async touch(hash: string): Promise<Session | null> {
    return parse(await run((client) => client.getex(sessionKey(hash), 'PX', IDLE_MS)));
  },

  /** Writes over a session that is still there; one that was ended meanwhile stays ended. */
  async replace(hash: string, session: Session): Promise<boolean> {
    const done = await run((client) => client.set(sessionKey(hash), JSON.stringify(session), 'PX', IDLE_MS, 'XX'));
    return done === 'OK';
  },

  async remove(hash: string, userId: string): Promise<void> {
    await run((client) => client.multi().del(sessionKey(hash)).zrem(ownedKey(userId), hash).exec());
  },

  /** The sessions of a user, with the hash of each and when it was last used (milliseconds since 1970). */
  async list(userId: string): Promise<{ hash: string; session: Session; last_seen_at: number }[]> {
    const hashes = await run((client) => client.zrange(ownedKey(userId), '0', '-1'));
    const found = await Promise.all(
      hashes.map(async (hash) => {
        const [json, idleUntil] = await Promise.all([
          run((client) => client.get(sessionKey(hash))),
          run((client) => client.pexpiretime(sessionKey(hash))),
        ]);
        const session = parse(json);
        return session === null ? [] : [{ hash, session, last_seen_at: idleUntil - IDLE_MS }];
      }),
    );
    return found.flat();
  },

  /** Takes the lock of a session's refresh for at most `ms`: true for one caller of all instances at a time. */
  async lock(hash: string, owner: string, ms: number): Promise<boolean> {
    return (await run((client) => client.set(lockKey(hash), owner, 'PX', ms, 'NX'))) === 'OK';
  },

  async unlock(hash: string, owner: string): Promise<void> {
    await run((client) => client.eval(UNLOCK, 1, lockKey(hash), owner));
  },
};
