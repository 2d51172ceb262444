import fp from 'fastify-plugin';
import { appError } from '../utils/app-error.ts';

declare module 'fastify' {
  interface FastifyRequest {
    /** Aborted when the request's time is up, or when the client has left before it was answered. */
    deadline: AbortSignal;
  }
}

/**
 * Ends every request after REQUEST_TIMEOUT_MS with 503, and tells the work that is done for it to stop. Fastify's own
 * `request.signal` and `handlerTimeout` hang on the 'close' of the incoming message, which Node emits as soon as a body
 * has been read: with a body the signal is aborted at once, and the timeout is off.
 */
export default fp(
  async (app) => {
    const never = new AbortController().signal;
    app.decorateRequest('deadline', { getter: () => never });

    app.addHook('onRequest', (request, reply, done) => {
      const controller = new AbortController();
      Object.defineProperty(request, 'deadline', { value: controller.signal });
      const timer = setTimeout(() => {
        const error = appError.unavailable('request_timeout', 'The request took too long and was stopped.');
        controller.abort(error);
        if (!reply.sent) reply.send(error);
      }, app.config.REQUEST_TIMEOUT_MS).unref();
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
