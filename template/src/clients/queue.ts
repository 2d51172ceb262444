import { FlowProducer, Queue } from 'bullmq';
import type { Redis } from 'ioredis';
import { queueTelemetry } from './queue-telemetry.ts';
import { withRedis } from './with-redis.ts';

const NAME = 'jobs';

type Open = { readonly jobs: Queue; readonly flows: FlowProducer };

const state: { open: Promise<Open> | null } = { open: null };

const open = async (connection: Redis): Promise<Open> => {
  // Where Redis is away, BullMQ would wait for it; this fails at once.
  await connection.ping();
  const jobs = new Queue(NAME, { connection, ...queueTelemetry });
  const flows = new FlowProducer({ connection, ...queueTelemetry });
  // The connection's own errors, which are logged where it is made.
  jobs.on('error', () => undefined);
  flows.on('error', () => undefined);
  await Promise.all([jobs.waitUntilReady(), flows.waitUntilReady()]);
  return { jobs, flows };
};

/** The queue of all jobs, on the connection of `redis`: nothing waits for a Redis that is away. */
export const queue = {
  name: NAME,
  /** @throws 503 `queue_unavailable`, within half a second, where there is no Redis or none that answers. */
  use: <T>(run: (queue: Open) => Promise<T>): Promise<T> =>
    withRedis('queue_unavailable', async (redis) => {
      state.open ??= open(redis).catch((error: unknown) => {
        state.open = null;
        throw error;
      });
      return run(await state.open);
    }),
};
