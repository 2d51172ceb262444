import { type Job, UnrecoverableError, Worker } from 'bullmq';
import { config } from '../config/config.ts';
import { isAppError } from '../utils/app-error.ts';
import { queueTelemetry } from './queue-telemetry.ts';
import { queue } from './queue.ts';

/** A job that ended its worker's process is run this often again, then it is given up: it may be what ended it. */
const RUNS_AGAIN = 2;

type Events = {
  /** What it throws is tried again as the job's options say, unless it is an error of ours with status 422. */
  readonly run: (job: Job) => Promise<unknown>;
  /** After each attempt that failed; `finishedOn` of the job is set where it was the last. */
  readonly failed: (job: Job, error: Error) => void;
  /** Of these jobs, which run: they were not heard of for too long, so that another worker may have them. */
  readonly lost: (ids: readonly string[]) => void;
  /** Of the connection. The worker goes on by itself. */
  readonly error: (error: Error) => void;
};

const settle = async (work: Promise<unknown>): Promise<unknown> => {
  try {
    return await work;
  } catch (error) {
    if (!isAppError(error) || error.statusCode !== 422) throw error;
    throw Object.assign(new UnrecoverableError(error.message), { cause: error });
  }
};

/** Takes jobs from the queue until it is closed. Redis may come and go: connections of its own wait for it. */
export function createQueueWorker(url: string, { run, failed, lost, error }: Events): Worker {
  const worker = new Worker(
    queue.name,
    // One parameter: to who takes a third, BullMQ gives a signal for each job, and ours has one.
    (job) => settle(run(job)),
    {
      connection: { url, maxRetriesPerRequest: null, connectTimeout: 2000 },
      concurrency: config.WORKER_CONCURRENCY,
      lockDuration: config.WORKER_LOCK_MS,
      stalledInterval: config.WORKER_LOCK_MS,
      maxStalledCount: RUNS_AGAIN,
      ...queueTelemetry,
    },
  );
  worker.on('error', error);
  worker.on('failed', (job, reason) => {
    if (job !== undefined) failed(job, reason);
  });
  worker.on('lockRenewalFailed', lost);
  return worker;
}
