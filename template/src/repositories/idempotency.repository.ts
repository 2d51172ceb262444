import type { Redis } from 'ioredis';
import { withRedis } from '../clients/with-redis.ts';
import { type IdempotentRequest, idempotentRequestSchema } from '../schemas/idempotency.schema.ts';

const keyOf = (id: string): string => `idempotency:${id}`;

const run = <T>(send: (client: Redis) => Promise<T>): Promise<T> => withRedis('idempotency_unavailable', send);

/** Requests that may be repeated, in Redis. Each method throws 503 `idempotency_unavailable` without Redis. */
export const idempotencyRepository = {
  /** Claims an id for a request; null where that is done, and otherwise the request that has it. */
  async claim(id: string, request: IdempotentRequest, ms: number): Promise<IdempotentRequest | null> {
    const held = await run((client) => client.set(keyOf(id), JSON.stringify(request), 'PX', ms, 'NX', 'GET'));
    return held === null ? null : idempotentRequestSchema.parse(JSON.parse(held));
  },

  async keep(id: string, request: IdempotentRequest, ms: number): Promise<void> {
    await run((client) => client.set(keyOf(id), JSON.stringify(request), 'PX', ms));
  },

  async release(id: string): Promise<void> {
    await run((client) => client.del(keyOf(id)));
  },
};
