import type { FastifyPluginAsyncZod } from 'fastify-type-provider-zod';
import {
  boardInputSchema,
  boardParams,
  boardQuerySchema,
  boardSchema,
  boardWindowQuerySchema,
  boardWindowSchema,
} from '../../schemas/board.schema.ts';
import { ingestedSchema, measurementBatchSchema } from '../../schemas/measurement.schema.ts';
import { dataOf, errorResponses, idParams, noContent, noQuery, pageOf } from '../../schemas/resource.schema.ts';
import { boardService } from '../../services/board.service.ts';
import { measurementService } from '../../services/measurement.service.ts';

const shared = { tags: ['boards'], security: [{ bearer: [] }], querystring: noQuery };

const route: FastifyPluginAsyncZod = async (app) => {
  app.addHook('onRequest', app.authenticate);

  app.get(
    '/boards',
    {
      schema: {
        ...shared,
        summary: 'List your boards, and those that are shared',
        querystring: boardQuerySchema,
        response: { 200: pageOf(boardSchema), ...errorResponses },
      },
    },
    ({ query }) => boardService.list(query),
  );

  app.get(
    '/boards/:id',
    {
      schema: {
        ...shared,
        summary: 'Read a board',
        params: idParams,
        response: { 200: dataOf(boardSchema), ...errorResponses },
      },
    },
    async ({ params }) => ({ data: await boardService.get(params.id) }),
  );

  app.post(
    '/boards',
    {
      schema: {
        ...shared,
        summary: 'Create a board',
        body: boardInputSchema,
        response: { 201: dataOf(boardSchema), ...errorResponses },
      },
    },
    async ({ body }, reply) => {
      const data = await boardService.create(body);
      return reply.code(201).header('location', `/v1/boards/${data.id}`).send({ data });
    },
  );

  app.delete(
    '/boards/:id',
    {
      schema: {
        ...shared,
        summary: 'Delete a board and what was measured for it',
        params: idParams,
        response: { 204: noContent, ...errorResponses },
      },
    },
    async ({ params }, reply) => {
      await boardService.delete(params.id);
      return reply.code(204).send(null);
    },
  );

  app.get(
    '/boards/:board_id/windows',
    {
      schema: {
        ...shared,
        summary: 'List the windows of a board',
        params: boardParams,
        querystring: boardWindowQuerySchema,
        response: { 200: pageOf(boardWindowSchema), ...errorResponses },
      },
    },
    ({ params, query }) => boardService.listWindows(params.board_id, query),
  );

  app.post(
    '/boards/:board_id/measurements',
    {
      schema: {
        ...shared,
        summary: 'Add a batch of measurements, once however often it is sent',
        params: boardParams,
        body: measurementBatchSchema,
        response: { 200: dataOf(ingestedSchema), ...errorResponses },
      },
      config: { contract: 'action' },
    },
    async ({ params, body }) => ({ data: await measurementService.ingest(params.board_id, body) }),
  );
};

export default route;
