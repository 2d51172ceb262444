import type { FastifyPluginAsyncZod } from 'fastify-type-provider-zod';
import { answerSchema, extractionInputSchema, extractionSchema, questionSchema } from '../../schemas/answer.schema.ts';
import { dataOf, errorResponses, noQuery } from '../../schemas/resource.schema.ts';
import { answerService } from '../../services/answer.service.ts';

const shared = { tags: ['answers'], security: [{ bearer: [] }], querystring: noQuery };
const config = { contract: 'action', rateLimit: 60, timeoutMs: 60_000 } as const;

const route: FastifyPluginAsyncZod = async (app) => {
  app.addHook('onRequest', app.authenticate);

  app.post(
    '/answers',
    {
      schema: {
        ...shared,
        summary: 'Ask a question, and get the answer at once',
        body: questionSchema,
        response: { 200: dataOf(answerSchema), ...errorResponses },
      },
      config,
    },
    async ({ body }) => ({ data: await answerService.answer(body) }),
  );

  app.post(
    '/extractions',
    {
      schema: {
        ...shared,
        summary: 'Get the tasks that a text gives to people',
        body: extractionInputSchema,
        response: { 200: dataOf(extractionSchema), ...errorResponses },
      },
      config,
    },
    async ({ body }) => ({ data: await answerService.extract(body) }),
  );
};

export default route;
