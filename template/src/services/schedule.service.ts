import { queue } from '../clients/queue.ts';
import type { QueuedJob } from '../schemas/job.schema.ts';
import type { Job } from '../utils/define-job.ts';
import { jobOptions } from '../utils/job-options.ts';

const nobody: QueuedJob = { payload: {}, user_id: null, request_id: null, flow_id: null };

/** Jobs that run by themselves. They are kept in Redis by name, so that several workers make one run of them. */
export const scheduleService = {
  /** Keeps the schedules of these jobs, and of no others. @throws 503 `queue_unavailable` */
  apply: (all: readonly Job[]): Promise<void> =>
    queue.use(async ({ jobs }) => {
      const names = new Set<string>();
      for (const job of all) {
        if (job.schedule === null) continue;
        names.add(job.name);
        await jobs.upsertJobScheduler(job.name, job.schedule, { name: job.name, data: nobody, opts: jobOptions(job) });
      }
      for (const { key } of await jobs.getJobSchedulers()) {
        if (!names.has(key)) await jobs.removeJobScheduler(key);
      }
    }),
};
