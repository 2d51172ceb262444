import { afterAll, beforeAll } from '@jest/globals';
import type { z } from 'zod';
import { queue } from '../../src/clients/queue.ts';
import { config } from '../../src/config/config.ts';
import { jobService } from '../../src/services/job.service.ts';
import { workerService } from '../../src/services/worker.service.ts';
import type { Job } from '../../src/utils/define-job.ts';
import { asUser } from './as-user.ts';
import { startTestApp } from './start-test-app.ts';
import { until } from './until.ts';

/** A worker for one job, in this process, for the tests of one file. The queue is emptied before them. */
export function startTestWorker<P extends z.ZodObject>(job: Job<P>) {
  // Before the app, which lets go of Redis.
  afterAll(() => workerService.stop());
  const test = startTestApp();
  beforeAll(async () => {
    await queue.use(({ jobs }) => jobs.obliterate({ force: true }));
    workerService.start(config.REDIS_URL ?? '', new Map([[job.name, job]]), test.app().log);
  });

  /** Enqueues it as a user, and waits until it is done or given up. */
  const run = async (payload: z.input<P>, userId: string = crypto.randomUUID()) => {
    const id = await asUser(test.app(), userId, () => jobService.enqueue(job, payload));
    return until(async () => {
      const found = await queue.use(({ jobs }) => jobs.getJob(id));
      const state = await found?.getState();
      if (state !== 'completed' && state !== 'failed') return null;
      return { state, error: found?.failedReason ?? null };
    }, 30_000);
  };
  return { ...test, run };
}
