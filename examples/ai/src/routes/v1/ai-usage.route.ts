import type { FastifyPluginAsyncZod } from 'fastify-type-provider-zod';
import { z } from 'zod';
import { requestContext } from '../../context/request-context.ts';
import {
  budgetSchema,
  evaluationInputSchema,
  feedbackInputSchema,
  promptScoreSchema,
  reportQuerySchema,
  reportRowSchema,
  usageItemSchema,
  usageQuerySchema,
} from '../../schemas/ai-usage.schema.ts';
import { dataOf, errorResponses, idParams, noContent, noQuery, pageOf } from '../../schemas/resource.schema.ts';
import { aiUsageService } from '../../services/ai-usage.service.ts';
import { budgetService } from '../../services/budget.service.ts';
import { promptEvaluationService } from '../../services/prompt-evaluation.service.ts';

const shared = { tags: ['ai usage'], security: [{ bearer: [] }], querystring: noQuery };

const route: FastifyPluginAsyncZod = async (app) => {
  app.addHook('onRequest', app.authenticate);

  app.get(
    '/ai-calls',
    {
      schema: {
        ...shared,
        summary: 'List what AI took for you',
        querystring: usageQuerySchema,
        response: { 200: pageOf(usageItemSchema), ...errorResponses },
      },
    },
    ({ query }) => aiUsageService.list(query),
  );

  app.put(
    '/ai-calls/:id/feedback',
    {
      schema: {
        ...shared,
        summary: 'Say what you think of an answer',
        params: idParams,
        body: feedbackInputSchema,
        response: { 204: noContent, ...errorResponses },
      },
      config: { contract: 'singleton' },
    },
    async ({ params, body }, reply) => {
      await aiUsageService.rate(params.id, body.score);
      return reply.code(204).send(null);
    },
  );

  app.get(
    '/ai-budget',
    {
      schema: {
        ...shared,
        summary: 'What you have spent on AI today, and may spend',
        response: { 200: dataOf(budgetSchema), ...errorResponses },
      },
      config: { contract: 'singleton' },
    },
    async () => ({ data: await budgetService.today(requestContext.user().id) }),
  );

  app.get(
    '/ai-report',
    {
      onRequest: app.authorize('admin'),
      schema: {
        ...shared,
        summary: 'What everybody used, by day, user or version of a prompt',
        querystring: reportQuerySchema,
        response: { 200: dataOf(z.object({ rows: z.array(reportRowSchema) })), ...errorResponses },
      },
      config: { contract: 'singleton', access: 'admins' },
    },
    async ({ query }) => ({ data: { rows: await aiUsageService.report(query) } }),
  );

  app.post(
    '/prompt-evaluations',
    {
      onRequest: app.authorize('admin'),
      schema: {
        ...shared,
        summary: 'Ask the examples of a prompt, and keep how many answers were right',
        body: evaluationInputSchema,
        response: { 201: dataOf(promptScoreSchema), ...errorResponses },
      },
      config: { access: 'admins', rateLimit: 10, timeoutMs: 120_000 },
    },
    async ({ body }, reply) => reply.code(201).send({ data: await promptEvaluationService.evaluate(body.name) }),
  );
};

export default route;
