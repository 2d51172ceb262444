import type { FastifyPluginAsyncZod } from 'fastify-type-provider-zod';
import { dataOf, errorResponses, noQuery } from '../../schemas/resource.schema.ts';
import { statementParams, statementSchema } from '../../schemas/statement.schema.ts';
import { statementService } from '../../services/statement.service.ts';

const route: FastifyPluginAsyncZod = async (app) => {
  app.addHook('onRequest', app.authenticate);

  app.get(
    '/customers/:customer_id/statement',
    {
      schema: {
        summary: 'What a customer has been invoiced',
        tags: ['statements'],
        security: [{ bearer: [] }],
        params: statementParams,
        querystring: noQuery,
        response: { 200: dataOf(statementSchema), ...errorResponses },
      },
      config: { contract: 'singleton' },
    },
    async ({ params }) => ({ data: await statementService.get(params.customer_id) }),
  );
};

export default route;
