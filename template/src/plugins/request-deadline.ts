import fp from 'fastify-plugin';
import { appError } from '../utils/app-error.ts';

declare module 'fastify' {
  interface FastifyRequest {
    /** Aborted when the request's time is up, or when the client has left before it was answered. */
    deadline: AbortSignal;
  }
  interface FastifyContextConfig {
    /** Milliseconds that this route may take, in place of REQUEST_TIMEOUT_MS: for what streams. */
    timeoutMs?: number;
  }
}

/**
 * Ends every request after REQUEST_TIMEOUT_MS (or its route's own `timeoutMs`) with 503, or with 408 where it has not
 * arrived by then, and tells the work that is done for it to stop. Fastify's own `request.signal` and `handlerTimeout` hang
 * on the 'close' of the incoming message, which Node emits as soon as a body has been read: with a body the signal is
 * aborted at once, and the timeout is off.
 */
export default fp(
  async (app) => {
    const never = new AbortController().signal;
    app.decorateRequest('deadline', { getter: () => never });

    app.addHook('onRequest', (request, reply, done) => {
      const controller = new AbortController();
      Object.defineProperty(request, 'deadline', { value: controller.signal });
      const timer = setTimeout(() => {
        // All of it that came was read, and it is not all. Of a request that is injected nothing is known.
        const isArriving = request.raw.complete === false && request.raw.readableLength === 0;
        const error = isArriving
          ? appError.requestTimeout('request_timeout', 'The request was not sent in time.')
          : appError.unavailable('request_timeout', 'The request took too long and was stopped.');
        controller.abort(error);
        // A reply that has begun can only be broken off.
        if (reply.raw.headersSent) reply.raw.destroy();
        else if (!reply.sent) (isArriving ? reply.header('connection', 'close') : reply).send(error);
      }, request.routeOptions.config.timeoutMs ?? app.config.REQUEST_TIMEOUT_MS).unref();
      reply.raw.once('finish', () => clearTimeout(timer));
      reply.raw.once('close', () => {
        clearTimeout(timer);
        if (!reply.raw.writableFinished) controller.abort();
      });
      done();
    });
  },
  { name: 'request-deadline' },
);
