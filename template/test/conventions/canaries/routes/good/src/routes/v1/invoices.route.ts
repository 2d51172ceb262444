import type { FastifyPluginAsyncZod } from 'fastify-type-provider-zod';
import { z } from 'zod';
import { created, idParams, input, list, noBody, noContent, one } from '../../schemas/shared.schema.ts';

const never = async () => Promise.reject(new Error('Nobody asks.'));
const changes = z
  .record(z.string(), z.unknown())
  .superRefine((patch, context) =>
    context.addIssue({ code: 'unrecognized_keys', keys: Object.keys(patch), input: patch }),
  );

const route: FastifyPluginAsyncZod = async (app) => {
  app.get('/invoices', { schema: list }, never);
  app.get('/invoices/:id', { schema: { ...one, params: idParams } }, never);
  app.post('/invoices', { schema: created }, never);
  app.put('/invoices/:id', { schema: { ...one, params: idParams, body: input } }, never);
  app.patch('/invoices/:id', { schema: { ...one, params: idParams, body: changes } }, never);
  app.delete(
    '/invoices/:id',
    { schema: { ...one, params: idParams, response: { ...one.response, 204: noContent } } },
    never,
  );
  // Several methods, a query by its other name, a union of bodies, a body behind a transform and a default.
  app.route({
    method: ['PUT', 'PATCH'],
    url: '/order-items/:id',
    schema: {
      ...one,
      params: idParams,
      body: z.union([input, z.array(input)]).transform((value) => [value].flat()),
    },
    handler: never,
  });
  app.post(
    '/people',
    { schema: { summary: 'A', query: z.strictObject({}), body: input.readonly(), response: created.response } },
    never,
  );
  app.post(
    '/invoices/:id/send',
    { schema: { ...one, params: idParams, body: noBody }, config: { contract: 'action' } },
    never,
  );
  await app.register(
    async (nested) => {
      nested.get('/', { schema: { ...list, params: idParams } }, never);
      nested.get('/:line', { schema: { ...one, params: z.object({ id: z.uuid(), line: z.string() }) } }, never);
    },
    { prefix: '/invoices/:id/lines' },
  );
};

export default route;
