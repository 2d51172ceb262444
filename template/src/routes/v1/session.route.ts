import type { FastifyPluginAsyncZod } from 'fastify-type-provider-zod';
import { errorResponses, noContent } from '../../schemas/resource.schema.ts';
import { signOutQuery } from '../../schemas/session.schema.ts';
import { revocationService } from '../../services/revocation.service.ts';
import { sessionCookie } from '../../context/session-cookie.ts';

const route: FastifyPluginAsyncZod = async (app) => {
  app.addHook('onRequest', app.authenticate);
  app.addHook('onRequest', app.requireLiveSession);

  app.delete(
    '/session',
    {
      schema: {
        summary: 'Signs out: here (local), everywhere (global), or everywhere but here (others)',
        tags: ['session'],
        security: [{ bearer: [] }],
        querystring: signOutQuery,
        response: { 204: noContent, ...errorResponses },
      },
      config: { contract: 'session' },
    },
    async ({ query: { scope }, headers }, reply) => {
      await revocationService.signOut(scope, sessionCookie.idFrom(headers));
      if (scope !== 'others') app.clearSessionCookie(reply);
      return reply.code(204).send(null);
    },
  );
};

export default route;
