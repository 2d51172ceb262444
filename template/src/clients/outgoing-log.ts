import { requestContext } from '../context/request-context.ts';

/** What became of a call: a status, or why there is none. */
type Outcome = { readonly status: number } | { readonly failed: string };

/** Who is called, and by what. The query and the headers, which may hold secrets, are no part of it. */
export type OutgoingCall = { readonly service: string; readonly method: string; readonly url: URL };

/**
 * Begins the record of a call to another service, which the function that it returns completes: a line in the log, at debug
 * level, as the request's that it was made for.
 */
export function outgoingLog({ service, method, url }: OutgoingCall): (outcome: Outcome) => void {
  const started = performance.now();
  return (outcome) => {
    const ms = Math.round(performance.now() - started);
    requestContext.log()?.debug({ [service]: { method, host: url.host, path: url.pathname, ...outcome }, ms });
  };
}
