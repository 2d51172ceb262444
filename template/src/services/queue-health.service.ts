import { queue } from '../clients/queue.ts';
import type { QueueHealth } from '../schemas/job.schema.ts';

/** What waits in the queue, and for how long. */
export const queueHealthService = {
  /** @throws 503 `queue_unavailable` */
  get: (): Promise<QueueHealth> =>
    queue.use(async ({ jobs }) => {
      const [counts, [oldest]] = await Promise.all([
        jobs.getJobCounts('waiting', 'active', 'delayed', 'failed'),
        jobs.getJobs('waiting', 0, 0, true),
      ]);
      return {
        waiting: counts['waiting'] ?? 0,
        active: counts['active'] ?? 0,
        delayed: counts['delayed'] ?? 0,
        dead: counts['failed'] ?? 0,
        oldest_waiting_ms: oldest === undefined ? 0 : Math.max(0, Date.now() - oldest.timestamp - oldest.delay),
      };
    }),
};
