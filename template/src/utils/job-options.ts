import type { JobsOptions } from 'bullmq';
import type { Job } from './define-job.ts';

const DAY_SECONDS = 86_400;

/** How BullMQ is to treat a job: tried again with growing pauses, kept for a day when it is done and for 30 when it is dead. */
export const jobOptions = ({ attempts, backoff_ms }: Job): JobsOptions => ({
  attempts,
  // At random, so that what failed together does not come back together.
  backoff: { type: 'exponential', delay: backoff_ms, jitter: 0.5 },
  stackTraceLimit: 10,
  removeOnComplete: { age: DAY_SECONDS, count: 10_000 },
  removeOnFail: { age: 30 * DAY_SECONDS, count: 10_000 },
});
