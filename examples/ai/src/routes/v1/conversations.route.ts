import type { FastifyPluginAsyncZod } from 'fastify-type-provider-zod';
import {
  conversationInputSchema,
  conversationQuerySchema,
  conversationSchema,
} from '../../schemas/conversation.schema.ts';
import { mergePatchSchema } from '../../schemas/merge-patch.schema.ts';
import {
  dataOf,
  errorResponses,
  idParams,
  ifMatchHeaders,
  noContent,
  noQuery,
  pageOf,
} from '../../schemas/resource.schema.ts';
import { conversationService } from '../../services/conversation.service.ts';
import { etag } from '../../utils/etag.ts';

const shared = { tags: ['conversations'], security: [{ bearer: [] }], querystring: noQuery };
const one = { 200: dataOf(conversationSchema), ...errorResponses };

const route: FastifyPluginAsyncZod = async (app) => {
  app.addHook('onRequest', app.authenticate);

  app.get(
    '/conversations',
    {
      schema: {
        ...shared,
        summary: 'List your conversations',
        querystring: conversationQuerySchema,
        response: { 200: pageOf(conversationSchema), ...errorResponses },
      },
    },
    ({ query }) => conversationService.list(query),
  );

  app.get(
    '/conversations/:id',
    { schema: { ...shared, summary: 'Read a conversation', params: idParams, response: one } },
    async ({ params }, reply) => {
      const data = await conversationService.get(params.id);
      return reply.header('etag', etag(data.version)).send({ data });
    },
  );

  app.post(
    '/conversations',
    {
      schema: {
        ...shared,
        summary: 'Create a conversation',
        body: conversationInputSchema,
        response: { 201: dataOf(conversationSchema), ...errorResponses },
      },
    },
    async ({ body }, reply) => {
      const data = await conversationService.create(body);
      reply.headers({ etag: etag(data.version), location: `/v1/conversations/${data.id}` });
      return reply.code(201).send({ data });
    },
  );

  app.put(
    '/conversations/:id',
    {
      schema: {
        ...shared,
        summary: 'Replace a conversation',
        params: idParams,
        headers: ifMatchHeaders,
        body: conversationInputSchema,
        response: one,
      },
    },
    async ({ params, body, headers }, reply) => {
      const data = await conversationService.replace(params.id, body, headers['if-match']);
      return reply.header('etag', etag(data.version)).send({ data });
    },
  );

  app.patch(
    '/conversations/:id',
    {
      schema: {
        ...shared,
        summary: 'Change a conversation (JSON Merge Patch)',
        consumes: ['application/merge-patch+json', 'application/json'],
        params: idParams,
        headers: ifMatchHeaders,
        body: mergePatchSchema(conversationInputSchema),
        response: one,
      },
    },
    async ({ params, body, headers }, reply) => {
      const data = await conversationService.patch(params.id, body, headers['if-match']);
      return reply.header('etag', etag(data.version)).send({ data });
    },
  );

  app.delete(
    '/conversations/:id',
    {
      schema: {
        ...shared,
        summary: 'Delete a conversation',
        params: idParams,
        headers: ifMatchHeaders,
        response: { 204: noContent, ...errorResponses },
      },
    },
    async ({ params, headers }, reply) => {
      await conversationService.delete(params.id, headers['if-match']);
      return reply.code(204).send(null);
    },
  );
};

export default route;
