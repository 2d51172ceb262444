import type { FastifyPluginAsyncZod } from 'fastify-type-provider-zod';
import { list } from '../schemas/shared.schema.ts';

const never = async () => Promise.reject(new Error('Nobody asks.'));

const route: FastifyPluginAsyncZod = async (app) => {
  app.get('/orders', { schema: list }, never); // bad: routes
  app.get('/v0/orders', { schema: list }, never); // bad: routes
  app.get('/version1/orders', { schema: list }, never); // bad: routes
  app.get('/api/v1/orders', { schema: list }, never); // bad: routes
};

export default route;
