import { z } from 'zod';

/** What waits in the queue. There is no token in it: a job acts for its user through admin repositories. */
export const queuedJobSchema = z.strictObject({
  payload: z.record(z.string(), z.unknown()),
  user_id: z.uuid().nullable(),
  /** Of the request that asked for it. */
  request_id: z.string().nullable(),
  /** The last job of the pipeline that it belongs to. */
  flow_id: z.string().nullable(),
});

export type QueuedJob = z.infer<typeof queuedJobSchema>;

/** How far a job is, for the user who asked for it. */
export const jobStatusSchema = z.object({
  id: z.string(),
  name: z.string(),
  /** `failed`: among the dead letters. */
  state: z.enum(['waiting', 'delayed', 'prioritized', 'waiting-children', 'active', 'completed', 'failed', 'unknown']),
  /** 0 to 100. */
  progress: z.number(),
  /** The jobs of the step before it, in a pipeline. */
  before: z.object({ done: z.int(), waiting: z.int() }),
});

export type JobStatus = z.infer<typeof jobStatusSchema>;

/** A job that was given up. */
export const deadJobSchema = z.object({
  id: z.string(),
  name: z.string(),
  user_id: z.string().nullable(),
  request_id: z.string().nullable(),
  attempts: z.int(),
  failed_at: z.iso.datetime(),
  error: z.string(),
});

export type DeadJob = z.infer<typeof deadJobSchema>;

/** The queue at one moment. */
export const queueHealthSchema = z.object({
  waiting: z.int(),
  active: z.int(),
  /** Wait for a time: of their own, or of the next attempt. */
  delayed: z.int(),
  dead: z.int(),
  /** Milliseconds that the first in line has waited; 0 where none waits. */
  oldest_waiting_ms: z.int(),
});

export type QueueHealth = z.infer<typeof queueHealthSchema>;
