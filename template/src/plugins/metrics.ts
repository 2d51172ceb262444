import fp from 'fastify-plugin';
import { metrics } from '../clients/metrics.ts';

/** Measures each request by the pattern of its route: a URL has ids in it, and there would be a series for each. */
export default fp(
  async (app) => {
    app.addHook('onResponse', async ({ method, routeOptions }, { statusCode, elapsedTime }) => {
      metrics.requests.observe(
        { method, route: routeOptions.url ?? 'unknown', status: statusCode },
        elapsedTime / 1000,
      );
    });
  },
  { name: 'metrics' },
);
