import type { FastifyPluginAsyncZod } from 'fastify-type-provider-zod';
import { z } from 'zod';
import { requestContext } from '../../context/request-context.ts';
import { dataOf, errorResponses, noQuery } from '../../schemas/resource.schema.ts';
import { sessionInfoSchema } from '../../schemas/session.schema.ts';
import { sessionService } from '../../services/session.service.ts';

const route: FastifyPluginAsyncZod = async (app) => {
  app.addHook('onRequest', app.authenticate);

  app.get(
    '/me/sessions',
    {
      schema: {
        summary: 'The browsers in which the caller is signed in, the last used first',
        tags: ['me'],
        security: [{ bearer: [] }],
        querystring: noQuery,
        response: { 200: dataOf(z.object({ sessions: z.array(sessionInfoSchema) })), ...errorResponses },
      },
      config: { contract: 'singleton' },
    },
    async () => ({ data: { sessions: await sessionService.list(requestContext.user().id) } }),
  );
};

export default route;
