import { createBullBoard } from '@bull-board/api';
import { BullMQAdapter } from '@bull-board/api/bullMQAdapter';
import { FastifyAdapter } from '@bull-board/fastify';
import fp from 'fastify-plugin';
import { queue } from '../clients/queue.ts';
import { redis } from '../clients/redis.ts';

const PREFIX = '/admin/queues';

/** The page's fonts are elsewhere: it does without, so that nobody there learns who looks at it. */
const FONTS = /<link href="https:\/\/fonts\.[^<>]*>/;
// What the page needs: styles inside of it.
const POLICY = [
  "default-src 'none'",
  "script-src 'self'",
  "style-src 'self' 'unsafe-inline'",
  "img-src 'self' data:",
  "font-src 'self'",
  "connect-src 'self'",
  "base-uri 'self'",
  "form-action 'none'",
  "frame-ancestors 'none'",
].join('; ');

/**
 * The queue to look at and to mend (retry, promote, remove), at /admin/queues: for those who have the role `admin`, in every
 * environment, by a browser's session or a token. Not there without Redis.
 * @see https://github.com/felixmosh/bull-board
 */
export default fp(
  async (app) => {
    if (redis === null) return;
    const server = new FastifyAdapter().setBasePath(PREFIX);
    const board = createBullBoard({ queues: [], serverAdapter: server });
    // eslint-disable-next-line conventions/error-replies -- The package's own handler is taken out, so that ours answers.
    server.setErrorHandler((error) => {
      throw error;
    });
    await app.register(
      async (dashboard) => {
        dashboard.addHook('onRequest', app.authenticate);
        dashboard.addHook('onRequest', app.requireLiveSession);
        dashboard.addHook('onRequest', app.authorize('admin'));
        // There once Redis has answered; until then 503.
        dashboard.addHook('preHandler', async () => {
          await queue.use(async ({ jobs }) => board.setQueues([new BullMQAdapter(jobs)]));
        });
        dashboard.addHook<unknown>('onSend', async (_request, reply, payload) => {
          reply.header('content-security-policy', POLICY);
          return typeof payload === 'string' ? payload.replace(FONTS, '') : payload;
        });
        await dashboard.register(server.registerPlugin());
      },
      { prefix: PREFIX },
    );
  },
  { name: 'queue-dashboard', dependencies: ['auth', 'redis', 'error-handler', 'security-headers'] },
);
