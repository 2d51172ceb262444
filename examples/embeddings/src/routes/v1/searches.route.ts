import type { FastifyPluginAsyncZod } from 'fastify-type-provider-zod';
import { dataOf, errorResponses, noQuery } from '../../schemas/resource.schema.ts';
import { searchInputSchema, searchResultSchema } from '../../schemas/search.schema.ts';
import { searchService } from '../../services/search.service.ts';

const route: FastifyPluginAsyncZod = async (app) => {
  app.addHook('onRequest', app.authenticate);

  app.post(
    '/searches',
    {
      schema: {
        tags: ['searches'],
        security: [{ bearer: [] }],
        querystring: noQuery,
        summary: 'Search your documents, by meaning and by words',
        body: searchInputSchema,
        response: { 200: dataOf(searchResultSchema), ...errorResponses },
      },
      config: { contract: 'action', rateLimit: 120 },
    },
    async ({ body }) => ({ data: await searchService.search(body) }),
  );
};

export default route;
