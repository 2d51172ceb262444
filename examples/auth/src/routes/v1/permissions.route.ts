import type { FastifyPluginAsyncZod } from 'fastify-type-provider-zod';
import { permissionsSchema } from '../../schemas/permission.schema.ts';
import { dataOf, errorResponses, noQuery } from '../../schemas/resource.schema.ts';
import { permissionService } from '../../services/permission.service.ts';

const route: FastifyPluginAsyncZod = async (app) => {
  app.addHook('onRequest', app.authenticate);

  app.get(
    '/me/permissions',
    {
      schema: {
        summary: 'What the caller may do',
        tags: ['me'],
        security: [{ bearer: [] }],
        querystring: noQuery,
        response: { 200: dataOf(permissionsSchema), ...errorResponses },
      },
      config: { contract: 'singleton' },
    },
    async () => ({ data: await permissionService.get() }),
  );
};

export default route;
