import { queue } from '../clients/queue.ts';
import { withRedis } from '../clients/with-redis.ts';

/** A job that was not there to be stopped by then is not there any more. */
const KEPT_SECONDS = 86_400;

const keyOf = (id: string): string => `${queue.name}:cancelled:${id}`;

/** Which jobs and pipelines are to stop: a worker cannot be told, so that it asks. */
export const jobCancellationService = {
  /** @throws 503 `queue_unavailable` */
  async request(id: string): Promise<void> {
    await withRedis('queue_unavailable', (redis) => redis.set(keyOf(id), '1', 'EX', KEPT_SECONDS));
  },

  /** Those of the ids that are to stop. @throws 503 `queue_unavailable` */
  async requested(ids: readonly string[]): Promise<string[]> {
    if (ids.length === 0) return [];
    const found = await withRedis('queue_unavailable', (redis) => redis.mget(ids.map(keyOf)));
    return ids.filter((_id, index) => found[index] !== null);
  },
};
