import type { FastifyPluginAsync } from 'fastify';

export const connect: FastifyPluginAsync = async (app) => {
  if (app.hasDecorator('nothing')) return;
  throw new Error('PAYMENT_KEY is required.'); // bad: routes
};
