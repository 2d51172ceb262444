import type { FastifyPluginAsyncZod } from 'fastify-type-provider-zod';
import { z } from 'zod';
import { created, errorResponses, list, noContent, one } from '../../schemas/shared.schema.ts';

const never = async () => Promise.reject(new Error('Nobody asks.'));
const loose = z.looseObject({ type: z.string() });

const route: FastifyPluginAsyncZod = async (app) => {
  app.get('/me', { schema: one, config: { contract: 'singleton' } }, never);
  // What a singleton is named by may be built upon.
  app.get('/me/invoices', { schema: list }, never);
  app.put('/settings', { schema: { ...one, body: created.body }, config: { contract: 'singleton' } }, never);
  app.post('/auth/sign-in', { schema: { ...one, body: created.body }, config: { contract: 'session' } }, never);
  app.get(
    '/auth/callback',
    { schema: { ...one, querystring: loose, response: { 302: noContent, ...errorResponses } }, config: { contract: 'session' } },
    never,
  );
  app.get(
    '/notifications/stream',
    {
      schema: {
        ...one,
        response: { 200: { content: { 'text/event-stream': { schema: z.string() } } }, ...errorResponses },
      },
      config: { contract: 'stream' },
    },
    never,
  );
  app.put('/me/avatar', { schema: one, config: { contract: 'upload' } }, never);
  app.post(
    '/webhooks/stripe',
    { schema: { ...one, body: loose, response: { 204: noContent, ...errorResponses } }, config: { contract: 'webhook' } },
    never,
  );
};

export default route;
