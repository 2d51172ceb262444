import type { FastifyPluginAsyncZod } from 'fastify-type-provider-zod';
import { auditEntryQuerySchema, auditEntrySchema } from '../../schemas/audit-entry.schema.ts';
import { errorResponses, pageOf } from '../../schemas/resource.schema.ts';
import { auditService } from '../../services/audit.service.ts';

const route: FastifyPluginAsyncZod = async (app) => {
  app.addHook('onRequest', app.authenticate);
  app.addHook('onRequest', app.requireLiveSession);
  app.addHook('onRequest', app.requireSecondFactor);
  app.addHook('onRequest', app.permit('audit:read'));

  app.get(
    '/admin/audit-entries',
    {
      schema: {
        summary: 'List what was done by whom',
        tags: ['admin'],
        security: [{ bearer: [] }],
        querystring: auditEntryQuerySchema,
        response: { 200: pageOf(auditEntrySchema), ...errorResponses },
      },
    },
    ({ query }) => auditService.list(query),
  );
};

export default route;
