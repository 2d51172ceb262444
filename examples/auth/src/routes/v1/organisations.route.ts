import type { FastifyPluginAsyncZod } from 'fastify-type-provider-zod';
import {
  organisationInputSchema,
  organisationQuerySchema,
  organisationSchema,
} from '../../schemas/organisation.schema.ts';
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
import { organisationService } from '../../services/organisation.service.ts';
import { etag } from '../../utils/etag.ts';

const shared = { tags: ['organisations'], security: [{ bearer: [] }], querystring: noQuery };
const one = { 200: dataOf(organisationSchema), ...errorResponses };

const route: FastifyPluginAsyncZod = async (app) => {
  app.addHook('onRequest', app.authenticate);

  app.get(
    '/organisations',
    {
      schema: {
        ...shared,
        summary: 'List your organisations',
        querystring: organisationQuerySchema,
        response: { 200: pageOf(organisationSchema), ...errorResponses },
      },
    },
    ({ query }) => organisationService.list(query),
  );

  app.get(
    '/organisations/:id',
    { schema: { ...shared, summary: 'Read an organisation', params: idParams, response: one } },
    async ({ params }, reply) => {
      const data = await organisationService.get(params.id);
      return reply.header('etag', etag(data.version)).send({ data });
    },
  );

  app.post(
    '/organisations',
    {
      schema: {
        ...shared,
        summary: 'Create an organisation',
        body: organisationInputSchema,
        response: { 201: dataOf(organisationSchema), ...errorResponses },
      },
    },
    async ({ body }, reply) => {
      const data = await organisationService.create(body);
      reply.headers({ etag: etag(data.version), location: `/v1/organisations/${data.id}` });
      return reply.code(201).send({ data });
    },
  );

  app.put(
    '/organisations/:id',
    {
      schema: {
        ...shared,
        summary: 'Replace an organisation',
        params: idParams,
        headers: ifMatchHeaders,
        body: organisationInputSchema,
        response: one,
      },
    },
    async ({ params, body, headers }, reply) => {
      const data = await organisationService.replace(params.id, body, headers['if-match']);
      return reply.header('etag', etag(data.version)).send({ data });
    },
  );

  app.patch(
    '/organisations/:id',
    {
      schema: {
        ...shared,
        summary: 'Change an organisation (JSON Merge Patch)',
        consumes: ['application/merge-patch+json', 'application/json'],
        params: idParams,
        headers: ifMatchHeaders,
        body: mergePatchSchema(organisationInputSchema),
        response: one,
      },
    },
    async ({ params, body, headers }, reply) => {
      const data = await organisationService.patch(params.id, body, headers['if-match']);
      return reply.header('etag', etag(data.version)).send({ data });
    },
  );

  app.delete(
    '/organisations/:id',
    {
      schema: {
        ...shared,
        summary: 'Delete an organisation',
        params: idParams,
        headers: ifMatchHeaders,
        response: { 204: noContent, ...errorResponses },
      },
    },
    async ({ params, headers }, reply) => {
      await organisationService.delete(params.id, headers['if-match']);
      return reply.code(204).send(null);
    },
  );
};

export default route;
