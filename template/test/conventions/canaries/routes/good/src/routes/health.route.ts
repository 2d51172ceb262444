import type { FastifyPluginAsyncZod } from 'fastify-type-provider-zod';
import { z } from 'zod';
import { errorResponses } from '../schemas/shared.schema.ts';

const live = z.object({ data: z.object({ status: z.string() }) });

const route: FastifyPluginAsyncZod = async (app) => {
  app.get(
    '/health/live',
    {
      schema: { summary: 'Live', response: { 200: live, 503: live, ...errorResponses } },
      config: { contract: 'probe' },
    },
    async () => ({ data: { status: 'live' } }),
  );
  app.get(
    '/internal/metrics',
    { schema: { summary: 'Metrics', response: { 200: z.string(), ...errorResponses } }, config: { contract: 'probe' } },
    async () => '',
  );
};

export default route;
