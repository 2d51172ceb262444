import type { FastifyPluginAsyncZod } from 'fastify-type-provider-zod';
import { meSchema } from '../../schemas/me.schema.ts';
import { dataOf, errorResponses, noQuery } from '../../schemas/resource.schema.ts';
import { meService } from '../../services/me.service.ts';

const route: FastifyPluginAsyncZod = async (app) => {
  app.addHook('onRequest', app.authenticate);

  app.get(
    '/me',
    {
      schema: {
        summary: 'The caller',
        tags: ['me'],
        security: [{ bearer: [] }],
        querystring: noQuery,
        response: { 200: dataOf(meSchema), ...errorResponses },
      },
      config: { contract: 'singleton' },
    },
    async () => ({ data: await meService.get() }),
  );
};

export default route;
