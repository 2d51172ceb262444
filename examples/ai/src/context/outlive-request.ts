import { requestContext as store } from '@fastify/request-context';
import { requestContext } from './request-context.ts';

/**
 * Runs work that must be done though its request is over (the client left, the time is up): as the same caller, with a time
 * limit of its own.
 */
export function outliveRequest<T>(work: () => Promise<T>, ms = 10_000): Promise<T> {
  const log = requestContext.log();
  const requestId = requestContext.requestId();
  if (log === undefined || requestId === null) return work();
  const caller = store.get('caller') ?? null;
  return requestContext.run({ requestId, log, caller, signal: AbortSignal.timeout(ms) }, work);
}
