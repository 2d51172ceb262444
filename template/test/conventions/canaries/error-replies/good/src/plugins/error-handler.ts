import fp from 'fastify-plugin';
import { appError } from '../utils/app-error.ts';
import { toAppError } from '../utils/to-app-error.ts';

export default fp(
  async (app) => {
    app.setErrorHandler((thrown, _request, reply) => {
      const { code, message, details, statusCode } = toAppError(thrown);
      return reply.code(statusCode).send({ error: { code, message, details }, statusCode });
    });
    app.setNotFoundHandler(() => {
      throw appError.notFound('route');
    });
  },
  { name: 'error-handler' },
);
