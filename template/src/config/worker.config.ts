import { z } from 'zod';

/** The worker process: how much it does at a time, and when a job of a worker that died is run again. */
export const workerConfig = z.object({
  /** Jobs that one worker runs at the same time. */
  WORKER_CONCURRENCY: z.coerce.number().int().min(1).max(1000).default(10),
  /** Milliseconds after which a job counts as abandoned unless its worker says that it is still at it. */
  WORKER_LOCK_MS: z.coerce.number().int().min(1000).default(30_000),
});
