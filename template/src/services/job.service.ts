import { createHash, randomUUID } from 'node:crypto';
import type { FlowJob } from 'bullmq';
import type { z } from 'zod';
import { queue } from '../clients/queue.ts';
import { requestContext } from '../context/request-context.ts';
import { type JobStatus, jobStatusSchema, type QueuedJob, queuedJobSchema } from '../schemas/job.schema.ts';
import { appError } from '../utils/app-error.ts';
import type { Job } from '../utils/define-job.ts';
import { jobOptions } from '../utils/job-options.ts';
import { jobCancellationService } from './job-cancellation.service.ts';

const MAX_PAYLOAD_BYTES = 262_144;
const MAX_STEPS = 1000;

type Options = {
  /** What is enqueued twice under one key is one job, for as long as it is kept: a day, 30 among the dead letters. */
  readonly key: string | null;
  readonly delay_ms: number;
};

/** A job of a pipeline, which runs when those before it are done. Made by `jobService.step`. */
type Step = { readonly job: Job; readonly payload: unknown; readonly before: readonly Step[] };

const queued = (job: Job, payload: unknown, flowId: string | null): QueuedJob => {
  // As the worker will read it: what JSON does not have is gone.
  const text = JSON.stringify(payload) ?? 'null';
  const plain: QueuedJob['payload'] = JSON.parse(text);
  const parsed = job.payload.safeParse(plain);
  const refuse = (why: string, cause: unknown): never => {
    throw appError.internal('job_payload_invalid', `The job ${job.name} cannot be enqueued: ${why}.`, null, cause);
  };
  if (!parsed.success) return refuse('its payload does not fit its schema', parsed.error);
  if (Buffer.byteLength(text) > MAX_PAYLOAD_BYTES) return refuse(`more than ${MAX_PAYLOAD_BYTES} bytes`, null);
  return {
    payload: plain,
    user_id: requestContext.userId(),
    request_id: requestContext.requestId(),
    flow_id: flowId,
  };
};

/** A user's key says nothing about another's: neither what they do, nor that they did it already. */
const idOf = (job: Job, key: string): string =>
  createHash('sha256')
    .update(JSON.stringify([job.name, requestContext.userId(), key]))
    .digest('hex');

const flowOf = ({ job, payload, before }: Step, flowId: string, jobId: string): FlowJob => ({
  name: job.name,
  queueName: queue.name,
  data: queued(job, payload, flowId),
  opts: { ...jobOptions(job), jobId },
  children: before.map((step) => flowOf(step, flowId, randomUUID())),
});

const countOf = (step: Step): number => step.before.reduce((sum, one) => sum + countOf(one), 1);

/** The job, if the current user asked for it. @throws 404 `job_not_found` */
const own = (id: string) =>
  queue.use(async ({ jobs }) => {
    const job = await jobs.getJob(id);
    const data = queuedJobSchema.safeParse(job?.data).data;
    return job !== undefined && data?.user_id === requestContext.userId() ? { job, data } : null;
  });

/** Work for later, done by a worker for the current user. All of it answers 503 `queue_unavailable` without Redis. */
export const jobService = {
  /**
   * Adds a job. The user and the request it is for travel along.
   * @returns its id
   * @throws 500 `job_payload_invalid` where the payload is not what the job takes
   */
  async enqueue<P extends z.ZodObject>(
    job: Job<P>,
    payload: z.input<P>,
    { key, delay_ms }: Partial<Options> = {},
  ): Promise<string> {
    const data = queued(job, payload, null);
    const jobId = key === undefined || key === null ? randomUUID() : idOf(job, key);
    const delay = delay_ms === undefined ? {} : { delay: delay_ms };
    await queue.use(({ jobs }) => jobs.add(job.name, data, { ...jobOptions(job), jobId, ...delay }));
    return jobId;
  },

  /** A job of a pipeline, and the steps that are to be done before it, at the same time. */
  step: <P extends z.ZodObject>(job: Job<P>, payload: z.input<P>, before: readonly Step[] = []): Step => ({
    job,
    payload,
    before,
  }),

  /**
   * Adds a pipeline, named by its last step: all of it or nothing. A step that dies holds up what comes after, until it is
   * retried. At most 1,000 steps.
   * @returns the id of the last step
   * @throws as `enqueue` does; 500 `pipeline_too_long`
   */
  async enqueuePipeline(last: Step): Promise<string> {
    if (countOf(last) > MAX_STEPS)
      throw appError.internal(
        'pipeline_too_long',
        `A pipeline has at most ${MAX_STEPS} steps. Make the batches larger.`,
      );
    const id = randomUUID();
    const flow = flowOf(last, id, id);
    await queue.use(({ flows }) => flows.add(flow));
    return id;
  },

  /** How far a job of the current user is. @throws 404 `job_not_found` */
  async get(id: string): Promise<JobStatus> {
    const found = await own(id);
    if (found === null) throw appError.notFound('job');
    const { job } = found;
    const [state, before] = await queue.use(async () =>
      Promise.all([job.getState(), job.getDependenciesCount({ processed: true, unprocessed: true })]),
    );
    return jobStatusSchema.parse({
      id,
      name: job.name,
      state,
      progress: typeof job.progress === 'number' ? job.progress : 0,
      before: { done: before.processed ?? 0, waiting: before.unprocessed ?? 0 },
    });
  },

  /**
   * Stops a job of the current user, or the pipeline that it ends: what waits is taken out, what runs is told to stop within a
   * second. What is done stays done. @throws 404 `job_not_found`
   */
  async cancel(id: string): Promise<void> {
    const found = await own(id);
    if (found === null) throw appError.notFound('job');
    await jobCancellationService.request(id);
    // Refuses (0) what runs, or has steps that run; the worker sees to these.
    await queue.use(({ jobs }) => jobs.remove(id));
  },
};
