import type { z } from 'zod';

/** When a job runs by itself: at times (`{ pattern: '0 3 * * *', tz: 'Europe/Paris' }`), or again and again (milliseconds). */
export type Schedule = { readonly pattern: string; readonly tz: string } | { readonly every: number };

/** What a job knows beside its payload. Its logger, user and request are in `requestContext`, as in a request. */
export type JobContext = {
  /** The same in every attempt, so a key for what must be done once. */
  readonly id: string;
  /** From 1. */
  readonly attempt: number;
  /** Aborted when the job's time is up, it was cancelled, or another worker has it. Pass it on to whatever waits. */
  readonly signal: AbortSignal;
  /** From 0 to 100, for whoever asks how far the job is. */
  progress(percent: number): Promise<void>;
  /** What the jobs of the step before returned, parsed; in no particular order. */
  results<S extends z.ZodType>(schema: S): Promise<z.output<S>[]>;
  /**
   * Does something once, though the job runs twice: what was finished under this name is not done again. What was cut off
   * in the middle is, with the same `key`, which whoever does it should know (`Idempotency-Key`, a unique column).
   */
  once(name: string, effect: (key: string) => Promise<unknown>): Promise<void>;
};

type Options = {
  /** How often it is tried until it goes to the dead letters. */
  readonly attempts: number;
  /** Milliseconds before the second attempt, with up to half of it left off at random; doubled for each one after it. */
  readonly backoff_ms: number;
  /** Milliseconds that one attempt may take. */
  readonly timeout_ms: number;
  /** A job that has one is enqueued by the workers, with an empty payload and for no user. */
  readonly schedule: Schedule | null;
};

/** Work that a worker does. A file in `jobs/` exports one, `export const sendReminderJob = defineJob({ … })`. */
export type Job<P extends z.ZodObject = z.ZodObject> = Options & {
  /** The file's: `send-reminder` is `send-reminder.job.ts`. */
  readonly name: string;
  /** A strict object of JSON. Jobs wait while the code changes: what no longer fits goes to the dead letters. */
  readonly payload: P;
  /** May run more than once (see `once`). What it throws is tried again, but a 422 is not: nothing would be different. */
  run(payload: z.output<P>, job: JobContext): Promise<unknown>;
};

/** Fills in what most jobs have alike, and gives `run` the type of the payload. */
export const defineJob = <P extends z.ZodObject>(
  job: Pick<Job<P>, 'name' | 'payload' | 'run'> & Partial<Options>,
): Job<P> => ({ attempts: 5, backoff_ms: 1000, timeout_ms: 60_000, schedule: null, ...job });
