import type { FastifyPluginAsyncZod } from 'fastify-type-provider-zod';
import { created, idParams, list, noBody, one } from '../../schemas/shared.schema.ts';

const never = async () => Promise.reject(new Error('Nobody asks.'));

const route: FastifyPluginAsyncZod = async (app) => {
  app.get('/invoice', { schema: list }, never); // bad: routes
  app.get('/status', { schema: list }, never); // bad: routes
  app.get('/quota', { schema: list }, never); // bad: routes
  app.get('/order_items', { schema: list }, never); // bad: routes
  app.get('/orderItems', { schema: list }, never); // bad: routes
  app.get('/Orders', { schema: list }, never); // bad: routes
  app.get('/get-orders', { schema: list }, never); // bad: routes
  app.post('/orders/create', { schema: created }, never); // bad: routes
  app.get('/order/:id', { schema: { ...one, params: idParams } }, never); // bad: routes
  // A mark frees the last name alone.
  // bad next line: routes
  app.post('/order/:id/send', { schema: { ...one, params: idParams, body: noBody }, config: { contract: 'action' } }, never);
  app.get('/:id', { schema: { ...one, params: idParams } }, never); // bad: routes
  app.route({ method: 'TRACE', url: '/traces', schema: list, handler: never }); // bad: routes
  app.options('/options', { schema: list }, never); // bad: routes
  app.all('/orders', { schema: list }, never); // bad: routes
  for (const name of ['customer', 'product']) {
    app.get(`/${name}`, { schema: list }, never); // bad: routes
  }
  await app.register(
    async (nested) => {
      nested.get('/', { schema: list }, never); // bad: routes
    },
    { prefix: '/category' },
  );
};

export default route;
