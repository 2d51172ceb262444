import type { FastifyPluginAsyncZod } from 'fastify-type-provider-zod';
import { accountDeletionSchema, accountExportSchema } from '../../schemas/account-export.schema.ts';
import { dataOf, errorResponses, noContent, noQuery } from '../../schemas/resource.schema.ts';
import { accountDeletionService } from '../../services/account-deletion.service.ts';
import { accountExportService } from '../../services/account-export.service.ts';

const shared = { tags: ['me'], security: [{ bearer: [] }], querystring: noQuery };

const route: FastifyPluginAsyncZod = async (app) => {
  app.addHook('onRequest', app.authenticate);
  app.addHook('onRequest', app.requireLiveSession);
  app.addHook('onRequest', app.requireSecondFactor);

  app.get(
    '/me/export',
    {
      schema: {
        ...shared,
        summary: 'All that is stored of the caller',
        response: { 200: dataOf(accountExportSchema), ...errorResponses },
      },
      config: { contract: 'singleton' },
    },
    async (_request, reply) => {
      const data = await accountExportService.get();
      reply.headers({ 'content-disposition': 'attachment; filename="export.json"', 'cache-control': 'no-store' });
      return reply.send({ data });
    },
  );

  app.post(
    '/me/delete',
    {
      schema: {
        ...shared,
        summary: 'Delete the account of the caller, with all that is theirs',
        body: accountDeletionSchema,
        response: { 204: noContent, ...errorResponses },
      },
      config: { contract: 'action' },
    },
    async ({ body, ip }, reply) => {
      await accountDeletionService.delete(body, ip);
      return reply.code(204).send(null);
    },
  );
};

export default route;
