import type { Redis } from 'ioredis';
import { withRedis } from '../clients/with-redis.ts';

const keyOf = (source: string, id: string): string => `webhook:${source}:${id}`;

const run = <T>(send: (client: Redis) => Promise<T>): Promise<T> => withRedis('webhooks_unavailable', send);

/** The messages of other services that have come, in Redis. Each method throws 503 `webhooks_unavailable` without Redis. */
export const webhookRepository = {
  /** True for the first who asks within `ms`. */
  async claim(source: string, id: string, ms: number): Promise<boolean> {
    return (await run((client) => client.set(keyOf(source, id), '1', 'PX', ms, 'NX'))) === 'OK';
  },

  async release(source: string, id: string): Promise<void> {
    await run((client) => client.del(keyOf(source, id)));
  },
};
