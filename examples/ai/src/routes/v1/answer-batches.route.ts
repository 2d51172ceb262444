import type { FastifyPluginAsyncZod } from 'fastify-type-provider-zod';
import { answerBatchInputSchema, answerBatchQuerySchema, answerBatchSchema } from '../../schemas/answer.schema.ts';
import { dataOf, errorResponses, idParams, noQuery, pageOf } from '../../schemas/resource.schema.ts';
import { answerBatchService } from '../../services/answer-batch.service.ts';

const shared = { tags: ['answers'], security: [{ bearer: [] }], querystring: noQuery };

const route: FastifyPluginAsyncZod = async (app) => {
  app.addHook('onRequest', app.authenticate);

  app.get(
    '/answer-batches',
    {
      schema: {
        ...shared,
        summary: 'List the questions that you asked in bulk',
        querystring: answerBatchQuerySchema,
        response: { 200: pageOf(answerBatchSchema), ...errorResponses },
      },
    },
    ({ query }) => answerBatchService.list(query),
  );

  app.get(
    '/answer-batches/:id',
    {
      schema: {
        ...shared,
        summary: 'Read what was answered in bulk',
        params: idParams,
        response: { 200: dataOf(answerBatchSchema), ...errorResponses },
      },
    },
    async ({ params }) => ({ data: await answerBatchService.get(params.id) }),
  );

  app.post(
    '/answer-batches',
    {
      schema: {
        ...shared,
        summary: 'Ask many questions, which may take a day and cost half',
        body: answerBatchInputSchema,
        response: { 201: dataOf(answerBatchSchema), ...errorResponses },
      },
      config: { rateLimit: 10, timeoutMs: 60_000 },
    },
    async ({ body }, reply) => {
      const data = await answerBatchService.submit(body);
      return reply.code(201).header('location', `/v1/answer-batches/${data.id}`).send({ data });
    },
  );
};

export default route;
