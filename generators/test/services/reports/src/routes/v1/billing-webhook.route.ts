import type { FastifyPluginAsyncZod } from 'fastify-type-provider-zod';
import { billingWebhookConfig } from '../../config/billing-webhook.config.ts';
import { invoiceCreatedEventSchema } from '../../schemas/billing.schema.ts';
import { errorResponses, noContent, noQuery } from '../../schemas/resource.schema.ts';
import { statementService } from '../../services/statement.service.ts';

const sender = { source: 'billing', secrets: [billingWebhookConfig.BILLING_WEBHOOK_SECRET] };

const route: FastifyPluginAsyncZod = async (app) => {
  app.post(
    '/webhooks/billing',
    {
      schema: {
        summary: 'An invoice was made',
        tags: ['webhooks'],
        querystring: noQuery,
        body: invoiceCreatedEventSchema,
        response: { 204: noContent, ...errorResponses },
      },
      config: { contract: 'webhook', access: 'anyone' },
      preValidation: app.verifyWebhook(sender),
    },
    async ({ body }, reply) => {
      await statementService.forget(body.data.owner_id);
      return reply.code(204).send(null);
    },
  );
};

export default route;
