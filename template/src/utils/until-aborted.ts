import { appError, isAppError } from './app-error.ts';

/**
 * What `work` gives, or a throw as soon as the signal ends it: work that ignores its signal holds up nothing but itself.
 * @throws the signal's reason where it is one of our errors, else 503 `stopped`
 */
export async function untilAborted<T>(work: Promise<T>, signal: AbortSignal): Promise<T> {
  const aborted = Promise.withResolvers<never>();
  const abort = (): void => {
    const reason: unknown = signal.reason;
    aborted.reject(
      isAppError(reason) ? reason : appError.unavailable('stopped', 'The work was stopped.', null, reason),
    );
  };
  if (signal.aborted) abort();
  else signal.addEventListener('abort', abort, { once: true });
  try {
    return await Promise.race([work, aborted.promise]);
  } finally {
    // So that nothing keeps listening to a signal that lives on.
    signal.removeEventListener('abort', abort);
  }
}
