import { once } from 'node:events';
import { appError, isAppError } from './app-error.ts';

/**
 * What `work` gives, or a throw as soon as the signal ends it: work that ignores its signal holds up nothing but itself.
 * @throws the signal's reason where it is one of our errors, else 503 `stopped`
 */
export async function untilAborted<T>(work: Promise<T>, signal: AbortSignal): Promise<T> {
  const done = new AbortController();
  const aborted = async (): Promise<never> => {
    if (!signal.aborted) await once(signal, 'abort', { signal: done.signal });
    const reason: unknown = signal.reason;
    throw isAppError(reason) ? reason : appError.unavailable('stopped', 'The work was stopped.', null, reason);
  };
  try {
    return await Promise.race([work, aborted()]);
  } finally {
    // So that nothing keeps listening to a signal that lives on.
    done.abort();
  }
}
