import { fastifyRequestContext } from '@fastify/request-context';
import fp from 'fastify-plugin';

/** Gives each request a context that its services and repositories reach without passing it along. @see https://github.com/fastify/fastify-request-context */
export default fp(
  async (app) => {
    await app.register(fastifyRequestContext, {
      defaultStoreValues: (request) => ({
        requestId: request.id,
        log: request.log,
        signal: request.deadline,
        caller: null,
      }),
    });
    app.addHook('onRequest', async (request, reply) => {
      reply.header('x-request-id', request.id);
    });
  },
  { name: 'request-context', dependencies: ['request-deadline'] },
);
