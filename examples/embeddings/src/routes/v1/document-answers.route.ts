import { PassThrough } from 'node:stream';
import type { FastifyPluginAsyncZod } from 'fastify-type-provider-zod';
import { z } from 'zod';
import { documentQuestionSchema } from '../../schemas/document-answer.schema.ts';
import { errorResponses, noQuery } from '../../schemas/resource.schema.ts';
import { documentAnswerService } from '../../services/document-answer.service.ts';
import { eventStreamService } from '../../services/event-stream.service.ts';

const route: FastifyPluginAsyncZod = async (app) => {
  app.addHook('onRequest', app.authenticate);

  app.post(
    '/document-answers',
    {
      schema: {
        tags: ['searches'],
        security: [{ bearer: [] }],
        querystring: noQuery,
        summary: 'Ask your documents, and stream an answer that cites them',
        body: documentQuestionSchema,
        response: { 200: z.instanceof(PassThrough), ...errorResponses },
      },
      config: { contract: 'stream', rateLimit: 60, timeoutMs: 180_000 },
    },
    async ({ body }, reply) => {
      const produce = await documentAnswerService.answer(body);
      // Whoever stands between must not keep it, nor wait for it to be whole.
      reply.headers({ 'content-type': 'text/event-stream', 'cache-control': 'no-store', 'x-accel-buffering': 'no' });
      return reply.send(eventStreamService.open('/v1/document-answers', produce));
    },
  );
};

export default route;
