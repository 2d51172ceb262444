import underPressure from '@fastify/under-pressure';
import fp from 'fastify-plugin';
import { appError } from '../utils/app-error.ts';

/** Their number says nothing about the load: a probe must get through, and a stream may be open for hours. */
const LEFT_OUT = ['probe', 'stream'];

/**
 * Refuses with 503 what comes while MAX_REQUESTS_IN_FLIGHT are being answered, or while the event loop lags, so that what was accepted is
 * still answered in time: whoever waits for a slow database does not lag, and would gather without end.
 * @see https://github.com/fastify/under-pressure
 */
export default fp(
  async (app) => {
    const inFlight = { count: 0 };
    app.addHook('onRequest', async ({ routeOptions }, reply) => {
      if (LEFT_OUT.includes(routeOptions.config.contract ?? '')) return;
      if (inFlight.count >= app.config.MAX_REQUESTS_IN_FLIGHT)
        throw appError.unavailable('overloaded', 'There are too many requests at the moment. Try again shortly.');
      inFlight.count += 1;
      reply.raw.once('close', () => {
        inFlight.count -= 1;
      });
    });
    await app.register(underPressure, { maxEventLoopDelay: app.config.MAX_EVENT_LOOP_DELAY_MS, retryAfter: 5 });
  },
  { name: 'load-shedding', dependencies: ['error-handler', 'openapi'] },
);
