import { queue } from '../clients/queue.ts';
import { type DeadJob, deadJobSchema, queuedJobSchema } from '../schemas/job.schema.ts';
import { appError } from '../utils/app-error.ts';
import { redact } from '../utils/redact.ts';

/** Jobs that were given up: tried as often as they may be, or not worth another try. Kept for 30 days, for operators. */
export const deadLetterService = {
  /** The latest first. @throws 503 `queue_unavailable` */
  async list(limit: number): Promise<DeadJob[]> {
    const failed = await queue.use(({ jobs }) => jobs.getFailed(0, limit - 1));
    return failed.map((job) => {
      const data = queuedJobSchema.safeParse(job.data).data;
      return deadJobSchema.parse({
        id: job.id,
        name: job.name,
        user_id: data?.user_id ?? null,
        request_id: data?.request_id ?? null,
        attempts: job.attemptsMade,
        failed_at: new Date(job.finishedOn ?? job.timestamp).toISOString(),
        error: redact(job.failedReason),
      });
    });
  },

  /** Runs one of them again, with all its attempts. @throws 404 `dead_job_not_found`, 503 `queue_unavailable` */
  async retry(id: string): Promise<void> {
    const job = await queue.use(({ jobs }) => jobs.getJob(id));
    if (job === undefined || !(await queue.use(() => job.isFailed()))) throw appError.notFound('dead_job');
    await queue.use(() => job.retry('failed', { resetAttemptsMade: true, resetAttemptsStarted: true }));
  },
};
