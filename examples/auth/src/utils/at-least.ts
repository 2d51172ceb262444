import { setTimeout as wait } from 'node:timers/promises';

/** The outcome of some work, good or bad, and never before `ms` milliseconds have passed: its time then tells nothing. */
export async function atLeast<T>(ms: number, work: Promise<T>): Promise<T> {
  const [outcome] = await Promise.allSettled([work, wait(ms)]);
  if (outcome.status === 'rejected') throw outcome.reason;
  return outcome.value;
}
