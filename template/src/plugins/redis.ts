import fp from 'fastify-plugin';
import { redis } from '../clients/redis.ts';

/** Connects Redis before the first request and leaves it after the last. An API whose Redis is away still starts. */
export default fp(
  async (app) => {
    if (redis === null) {
      app.log.warn('REDIS_URL is not set: limits count in this process alone, and browser sessions answer 503.');
      return;
    }
    const client = redis;
    const onError = (err: Error): void => app.log.warn({ err }, 'Redis is away; trying again.');
    client.on('error', onError);
    app.addHook('onClose', async () => {
      client.disconnect();
      client.off('error', onError);
    });
    // `onError` has it in the log, and the client tries again by itself.
    if (client.status === 'wait' || client.status === 'end') await client.connect().catch(() => undefined);
  },
  { name: 'redis' },
);
