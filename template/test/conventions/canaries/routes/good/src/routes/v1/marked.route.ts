import type { FastifyPluginAsyncZod } from 'fastify-type-provider-zod';
import { z } from 'zod';
import { created, dataOf, errorResponses, idParams, invoice, list, noContent, one } from '../../schemas/shared.schema.ts';

const never = async () => Promise.reject(new Error('Nobody asks.'));
const loose = z.looseObject({ type: z.string() });

const events = { 200: { content: { 'text/event-stream': { schema: z.string() } } }, ...errorResponses };
const plain = { 200: z.string(), ...errorResponses };

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
  // The best few, by how near they are: no page has a next one.
  app.get(
    '/documents/search',
    {
      schema: { ...one, querystring: z.strictObject({ q: z.string() }), response: { 200: dataOf(z.array(invoice)), ...errorResponses } },
      config: { contract: 'action' },
    },
    never,
  );
  app.get('/notifications/stream', { schema: { ...one, response: events }, config: { contract: 'stream' } }, never);
  app.post(
    '/chats/:id/answer',
    { schema: { ...created, params: idParams, response: events }, config: { contract: 'stream' } },
    never,
  );
  app.put('/me/avatar', { schema: one, config: { contract: 'upload' } }, never);
  app.get(
    '/webhooks/meta',
    { schema: { ...one, querystring: loose, response: plain }, config: { contract: 'webhook' } },
    never,
  );
  app.post(
    '/webhooks/stripe',
    { schema: { ...one, body: loose, response: { 204: noContent, ...errorResponses } }, config: { contract: 'webhook' } },
    never,
  );
};

export default route;
