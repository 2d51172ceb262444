import type { Job as Queued, Worker } from 'bullmq';
import type { FastifyBaseLogger } from 'fastify';
import { z } from 'zod';
import { createQueueWorker } from '../clients/queue-worker.ts';
import { metrics } from '../clients/metrics.ts';
import { requestContext } from '../context/request-context.ts';
import { type QueuedJob, queuedJobSchema } from '../schemas/job.schema.ts';
import { type AppError, appError, isAppError } from '../utils/app-error.ts';
import type { Job, JobContext } from '../utils/define-job.ts';
import { untilAborted } from '../utils/until-aborted.ts';
import { errorService } from './error.service.ts';
import { jobCancellationService } from './job-cancellation.service.ts';
import { jobEffectService } from './job-effect.service.ts';
import { scheduleService } from './schedule.service.ts';

const TICK_MS = 500;

type Jobs = ReadonlyMap<string, Job>;

const state: { worker: Worker | null; timer: NodeJS.Timeout | null; scheduled: boolean } = {
  worker: null,
  timer: null,
  scheduled: false,
};
/** What ends each job that runs here, by the job's id and its pipeline's. */
const running = new Map<AbortController, readonly string[]>();

const unprocessable = (code: string, message: string, cause: unknown = null): never => {
  throw appError.unprocessable(code, message, null, cause);
};

/** What waited in the queue may be older than the code, or newer. */
const read = (queued: Queued, jobs: Jobs) => {
  const { name } = queued;
  const job = jobs.get(name) ?? unprocessable('job_unknown', `This worker has no src/jobs/${name}.job.ts.`);
  const data = queuedJobSchema.safeParse(queued.data);
  const payload = job.payload.safeParse(data.data?.payload);
  if (data.success && payload.success) return { job, payload: payload.data, data: data.data };
  const error = data.error ?? payload.error;
  const problems = error === undefined ? '' : z.prettifyError(error).replaceAll('\n', ' ');
  return unprocessable('job_payload_invalid', `The payload is not what ${name} takes (any more): ${problems}`, error);
};

const contextOf = (queued: Queued, id: string, signal: AbortSignal): JobContext => ({
  id,
  attempt: queued.attemptsStarted,
  signal,
  progress: (percent) => queued.updateProgress(percent),
  results: async (schema) => z.array(schema).parse(Object.values(await queued.getChildrenValues())),
  once: (name, effect) => jobEffectService.once(`${id}:${name}`, effect),
});

/** Does what a request's context does: a logger, a signal, and the user whose job it is. */
const inContext = <T>(
  queued: Queued,
  { user_id, request_id }: Pick<QueuedJob, 'user_id' | 'request_id'>,
  log: FastifyBaseLogger,
  signal: AbortSignal,
  work: () => T,
): T => {
  const { id = '', name, attemptsStarted } = queued;
  const own = log.child({ job: { id, name, attempt: attemptsStarted }, reqId: request_id, userId: user_id });
  const caller = user_id === null ? null : { user: { id: user_id, email: null }, accessToken: null };
  return requestContext.run({ requestId: request_id ?? id, log: own, signal, caller }, work);
};

const run = async (queued: Queued, jobs: Jobs, log: FastifyBaseLogger): Promise<unknown> => {
  const { id = '' } = queued;
  const { job, payload, data } = read(queued, jobs);
  const ids = data.flow_id === null ? [id] : [id, data.flow_id];
  const stop = new AbortController();
  const { signal } = stop;
  const timer = setTimeout(
    () => stop.abort(appError.timeout('job_timeout', `It was not done after ${job.timeout_ms} milliseconds.`)),
    job.timeout_ms,
  );
  running.set(stop, ids);
  try {
    // A job by itself was taken out while it waited, and is among those that run from here on: what comes now finds it there.
    if (data.flow_id !== null && (await jobCancellationService.requested(ids)).length > 0)
      return unprocessable('job_cancelled', 'It was cancelled.');
    return await inContext(queued, data, log, signal, () =>
      untilAborted(job.run(payload, contextOf(queued, id, signal)), signal),
    );
  } finally {
    clearTimeout(timer);
    running.delete(stop);
  }
};

const measured = async (name: string, work: Promise<unknown>): Promise<unknown> => {
  const end = metrics.jobs.startTimer({ name });
  try {
    const result = await work;
    end({ outcome: 'done' });
    return result;
  } catch (error) {
    end({ outcome: 'failed' });
    throw error;
  }
};

const failed = (queued: Queued, error: Error): void => {
  const thrown = isAppError(error.cause) ? error.cause : error;
  const log = requestContext.log();
  if (queued.finishedOn === undefined) return log?.warn({ err: thrown }, 'A job failed; it is tried again.');
  if (isAppError(thrown) && thrown.code === 'job_cancelled') {
    log?.info('A job was cancelled.');
    // It is no dead letter. Left among them where Redis has just gone.
    return void queued.remove().catch((err: unknown) => log?.warn({ err }, 'A cancelled job could not be removed.'));
  }
  log?.error({ err: thrown }, 'A job is given up. It is among the dead letters: npm run jobs -- dead');
  const dead = appError.internal('job_dead', `The job ${queued.name} is given up: ${thrown.message}`, null, thrown);
  const requestId = requestContext.requestId() ?? '';
  errorService.record(dead, dead, { requestId, method: 'JOB', route: queued.name });
};

const stopAll = (ids: readonly string[], reason: AppError): void => {
  for (const [stop, own] of running) if (own.some((id) => ids.includes(id))) stop.abort(reason);
};

const stopCancelled = async (): Promise<void> => {
  const ids = await jobCancellationService.requested([...running.values()].flat());
  if (ids.length > 0) stopAll(ids, appError.unprocessable('job_cancelled', 'It was cancelled.'));
};

/** Does the jobs of the queue, several at a time. One in a process. */
export const workerService = {
  start(url: string, jobs: Jobs, log: FastifyBaseLogger): void {
    const tick = async (): Promise<void> => {
      try {
        if (!state.scheduled) await scheduleService.apply([...jobs.values()]);
        state.scheduled = true;
        await stopCancelled();
      } catch (err) {
        log.debug({ err }, 'The queue cannot be asked; trying again.');
      }
    };
    state.worker = createQueueWorker(url, {
      run: (queued) => measured(jobs.has(queued.name) ? queued.name : 'unknown', run(queued, jobs, log)),
      lost: (ids) => stopAll(ids, appError.conflict('job_lost', 'Another worker has it.')),
      failed: (queued, error) => {
        const data = queuedJobSchema.safeParse(queued.data).data ?? { user_id: null, request_id: null };
        inContext(queued, data, log, AbortSignal.abort(), () => failed(queued, error));
      },
      error: (err) => {
        // A Redis that comes back may have forgotten them.
        state.scheduled = false;
        log.warn({ err }, 'The worker has trouble with Redis; trying again.');
      },
    });
    state.timer = setInterval(() => void tick(), TICK_MS);
    void tick();
  },

  /** Takes no more jobs, and waits for those that run. */
  async stop(): Promise<void> {
    await state.worker?.close();
    if (state.timer !== null) clearInterval(state.timer);
    Object.assign(state, { worker: null, timer: null, scheduled: false });
  },
};
