import fp from 'fastify-plugin';
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';

const onClose = (instance: FastifyInstance): void => {
  instance.server.keepAliveTimeout = 1;
};

export default fp(
  async (app) => {
    const closing: { timer: NodeJS.Timeout | null } = { timer: null };
    app.decorate('clock', () => Date.now());
    app.decorateRequest('startedAt', 0);
    app.addHook('onRequest', async (request, reply) => {
      request.startedAt = Date.now();
      Object.defineProperty(request, 'deadline', { value: 1 });
      reply.header('x-clock', '1');
      reply.raw.shouldKeepAlive = false;
    });
    app.addHook('onSend', async (one: FastifyRequest, answer: FastifyReply) => {
      one.startedAt = 0;
      answer.statusCode = 201;
    });
    app.addHook('preClose', async () => {
      closing.timer = setInterval(() => app.server.closeIdleConnections(), 50);
    });
    app.addHook('onClose', onClose);
    app.server.requestTimeout = 1;
  },
  { name: 'clock' },
);
