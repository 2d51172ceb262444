import type { PassThrough } from 'node:stream';
import { aiConfig } from '../config/ai.config.ts';
import { requestContext } from '../context/request-context.ts';
import { serverSentEvents, type ServerSentEvent } from '../utils/server-sent-events.ts';
import { toAppError } from '../utils/to-app-error.ts';
import { errorService } from './error.service.ts';

type Produce = (emit: (event: ServerSentEvent) => Promise<void>) => Promise<void>;

/** An error in the middle of a stream, whose status is sent already: kept as any other, and told in the same form. */
const told = (route: string, thrown: unknown): ServerSentEvent => {
  const error = toAppError(thrown);
  const requestId = requestContext.requestId() ?? 'unknown';
  requestContext.log()?.warn({ err: thrown, code: error.code }, 'A stream ended early.');
  errorService.record(error, thrown, { requestId, method: 'STREAM', route });
  const { code, message, details, statusCode } = error;
  return { event: 'error', data: { error: { code, message, details }, statusCode }, id: null };
};

export const eventStreamService = {
  /** A stream of events for `text/event-stream`. @param route its URL, for the record of errors */
  open: (route: string, produce: Produce): PassThrough =>
    serverSentEvents(produce, {
      heartbeatMs: aiConfig.AI_HEARTBEAT_MS,
      asEvent: (thrown) => told(route, thrown),
    }),
};
