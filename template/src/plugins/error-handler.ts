import fp from 'fastify-plugin';
import type { ErrorReply } from '../schemas/error.schema.ts';
import { errorService } from '../services/error.service.ts';
import { appError } from '../utils/app-error.ts';
import { toAppError } from '../utils/to-app-error.ts';

/** The only place where a throw becomes a response. Each error is logged, and kept in the database. */
export default fp(
  async (app) => {
    app.setErrorHandler((thrown, request, reply) => {
      const error = toAppError(thrown);
      const { code, message, details, statusCode } = error;
      // What is refused for too much load comes in floods; it is counted, and each line and stack would take from what is accepted.
      if (code === 'overloaded') request.log.debug({ code, statusCode }, message);
      else if (statusCode >= 500) request.log.error({ err: thrown, code }, message);
      else request.log.info({ code, statusCode }, message);
      errorService.record(error, thrown, {
        requestId: request.id,
        method: request.method,
        route: request.routeOptions?.url ?? 'unknown',
      });
      if (statusCode === 503) reply.header('retry-after', reply.getHeader('retry-after') ?? '5');
      const body: ErrorReply = { error: { code, message, details }, statusCode };
      return reply.code(statusCode).type('application/json').send(body);
    });

    app.setNotFoundHandler(() => {
      throw appError.notFound('route');
    });

    errorService.start(app.log);
    app.addHook('onClose', () => errorService.stop());
  },
  { name: 'error-handler', dependencies: ['request-context'] },
);
