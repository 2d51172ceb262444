import underPressure from '@fastify/under-pressure';
import fp from 'fastify-plugin';

/** Refuses with 503 while the event loop lags, so that what was accepted is still answered in time. @see https://github.com/fastify/under-pressure */
export default fp(
  async (app) => {
    await app.register(underPressure, { maxEventLoopDelay: app.config.MAX_EVENT_LOOP_DELAY_MS, retryAfter: 5 });
  },
  { name: 'load-shedding', dependencies: ['error-handler'] },
);
