import type { FastifyPluginAsyncZod } from 'fastify-type-provider-zod';
import { z } from 'zod';
import { errorSchema } from '../schemas/error.schema.ts';
import { healthSchema } from '../schemas/health.schema.ts';
import { dataOf, errorResponses } from '../schemas/resource.schema.ts';
import { healthService } from '../services/health.service.ts';

const live = dataOf(z.object({ status: z.literal('live') }));

const route: FastifyPluginAsyncZod = async (app) => {
  app.get(
    '/health/live',
    {
      schema: { summary: 'The process answers', tags: ['health'], response: { 200: live, ...errorResponses } },
      // Alive under load as well: a restart would only add to it.
      config: { contract: 'probe', access: 'anyone', pressureHandler: () => undefined },
    },
    async () => ({ data: { status: 'live' as const } }),
  );

  app.get(
    '/health/ready',
    {
      schema: {
        summary: 'Requests may be sent here: asks Supabase and Redis',
        tags: ['health'],
        // Errors too: under load the request is refused before it gets here.
        response: { ...errorResponses, 200: dataOf(healthSchema), 503: z.union([dataOf(healthSchema), errorSchema]) },
      },
      config: { contract: 'probe', access: 'anyone' },
    },
    async (_request, reply) => {
      const health = await healthService.check();
      return reply.code(health.status === 'ready' ? 200 : 503).send({ data: health });
    },
  );
};

export default route;
