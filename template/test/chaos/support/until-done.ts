import { setTimeout as sleep } from 'node:timers/promises';

type Queue = {
  readonly jobs: {
    getJobCounts: () => Promise<Record<string, number>>;
    getFailed: () => Promise<
      { id?: string; failedReason: string; retry: (state: 'failed', options: object) => Promise<void> }[]
    >;
  };
};

/**
 * Waits until all is done, and runs dead letters again meanwhile, as `npm run jobs -- retry` would: an outage may outlast the attempts
 * of a job, which is then kept.
 * @returns how many were dead
 */
export async function untilDone(
  use: <T>(run: (queue: Queue) => Promise<T>) => Promise<T>,
  isDone: () => Promise<boolean>,
  patience: number,
): Promise<number> {
  const deadline = performance.now() + patience;
  const dead = new Set<string>();
  while (!(await isDone())) {
    const failed = await use(({ jobs }) => jobs.getFailed()).catch(() => []);
    for (const job of failed) {
      dead.add(job.id ?? '');
      await job.retry('failed', { resetAttemptsMade: true, resetAttemptsStarted: true });
    }
    if (performance.now() > deadline) {
      const counts = await use(({ jobs }) => jobs.getJobCounts());
      throw new Error(`Not all is done after ${patience} ms: ${JSON.stringify(counts)}`);
    }
    await sleep(250);
  }
  return dead.size;
}
