import type { FastifyPluginAsyncZod } from 'fastify-type-provider-zod';
import { dataOf, errorResponses, idParams, noBody, noContent, noQuery, pageOf } from '../../schemas/resource.schema.ts';
import {
  newWebhookEndpointSchema,
  webhookDeliveryParams,
  webhookDeliveryQuerySchema,
  webhookDeliverySchema,
  webhookEndpointInputSchema,
  webhookEndpointQuerySchema,
  webhookEndpointSchema,
} from '../../schemas/webhook-endpoint.schema.ts';
import { webhookEndpointService } from '../../services/webhook-endpoint.service.ts';

const shared = { tags: ['webhook endpoints'], security: [{ bearer: [] }], querystring: noQuery };
const one = { 200: dataOf(webhookEndpointSchema), ...errorResponses };

const route: FastifyPluginAsyncZod = async (app) => {
  app.addHook('onRequest', app.authenticate);

  app.get(
    '/webhook-endpoints',
    {
      schema: {
        ...shared,
        summary: 'List your webhook endpoints',
        querystring: webhookEndpointQuerySchema,
        response: { 200: pageOf(webhookEndpointSchema), ...errorResponses },
      },
    },
    ({ query }) => webhookEndpointService.list(query),
  );

  app.get(
    '/webhook-endpoints/:id',
    { schema: { ...shared, summary: 'Read a webhook endpoint', params: idParams, response: one } },
    async ({ params }) => ({ data: await webhookEndpointService.get(params.id) }),
  );

  app.post(
    '/webhook-endpoints',
    {
      schema: {
        ...shared,
        summary: 'Be told of events at a URL; the reply has the secret, once',
        body: webhookEndpointInputSchema,
        response: { 201: dataOf(newWebhookEndpointSchema), ...errorResponses },
      },
      config: { secretReply: true },
    },
    async ({ body }, reply) => {
      const data = await webhookEndpointService.create(body);
      return reply.code(201).header('location', `/v1/webhook-endpoints/${data.id}`).send({ data });
    },
  );

  app.post(
    '/webhook-endpoints/:id/enable',
    {
      schema: {
        ...shared,
        summary: 'Switch a webhook endpoint on again',
        params: idParams,
        body: noBody,
        response: one,
      },
      config: { contract: 'action' },
    },
    async ({ params }) => ({ data: await webhookEndpointService.enable(params.id) }),
  );

  app.delete(
    '/webhook-endpoints/:id',
    {
      schema: {
        ...shared,
        summary: 'Delete a webhook endpoint, and the log of what was sent there',
        params: idParams,
        response: { 204: noContent, ...errorResponses },
      },
    },
    async ({ params }, reply) => {
      await webhookEndpointService.delete(params.id);
      return reply.code(204).send(null);
    },
  );

  app.get(
    '/webhook-endpoints/:endpoint_id/deliveries',
    {
      schema: {
        ...shared,
        summary: 'List what was sent to a webhook endpoint',
        params: webhookDeliveryParams,
        querystring: webhookDeliveryQuerySchema,
        response: { 200: pageOf(webhookDeliverySchema), ...errorResponses },
      },
    },
    ({ params, query }) => webhookEndpointService.listDeliveries(params.endpoint_id, query),
  );
};

export default route;
