import fp from 'fastify-plugin';

const EVERY_MS = 50;

/**
 * Lets go of kept-alive connections once the app closes: the replies that are still to come say that they are the last
 * on their connection, and what is idle all the same is closed. Fastify closes only what is idle when the close begins;
 * a connection that is in use then would hold the process for as long as its client keeps it.
 */
export default fp(
  async (app) => {
    const closing: { timer: NodeJS.Timeout | null } = { timer: null };
    app.addHook('onSend', async (_request, reply) => {
      if (closing.timer !== null) reply.header('connection', 'close');
    });
    app.addHook('preClose', async () => {
      closing.timer = setInterval(() => app.server.closeIdleConnections(), EVERY_MS);
    });
    app.addHook('onClose', async () => {
      if (closing.timer !== null) clearInterval(closing.timer);
    });
  },
  { name: 'draining' },
);
