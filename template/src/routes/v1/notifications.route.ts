import type { FastifyPluginAsyncZod } from 'fastify-type-provider-zod';
import { markedReadSchema, notificationQuerySchema, notificationSchema } from '../../schemas/notification.schema.ts';
import { dataOf, errorResponses, idParams, noBody, noQuery, pageOf } from '../../schemas/resource.schema.ts';
import { notificationService } from '../../services/notification.service.ts';

const shared = { tags: ['notifications'], security: [{ bearer: [] }], querystring: noQuery };

const route: FastifyPluginAsyncZod = async (app) => {
  app.addHook('onRequest', app.authenticate);

  app.get(
    '/notifications',
    {
      schema: {
        ...shared,
        summary: 'List your notifications',
        querystring: notificationQuerySchema,
        response: { 200: pageOf(notificationSchema), ...errorResponses },
      },
    },
    ({ query }) => notificationService.list(query),
  );

  app.post(
    '/notifications/:id/read',
    {
      schema: {
        ...shared,
        summary: 'Mark a notification as read',
        params: idParams,
        body: noBody,
        response: { 200: dataOf(notificationSchema), ...errorResponses },
      },
      config: { contract: 'action' },
    },
    async ({ params }) => ({ data: await notificationService.markRead(params.id) }),
  );

  app.post(
    '/notifications/read',
    {
      schema: {
        ...shared,
        summary: 'Mark all of your notifications as read',
        body: noBody,
        response: { 200: dataOf(markedReadSchema), ...errorResponses },
      },
      config: { contract: 'action' },
    },
    async () => ({ data: await notificationService.markAllRead() }),
  );
};

export default route;
