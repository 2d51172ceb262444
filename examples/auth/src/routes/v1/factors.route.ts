import type { FastifyPluginAsyncZod } from 'fastify-type-provider-zod';
import { authConfig } from '../../config/auth.config.ts';
import { signedInSchema } from '../../schemas/auth.schema.ts';
import {
  challengeSchema,
  factorCodeSchema,
  factorInputSchema,
  factorsSchema,
  newFactorSchema,
} from '../../schemas/factor.schema.ts';
import { dataOf, errorResponses, idParams, noBody, noContent, noQuery } from '../../schemas/resource.schema.ts';
import { factorService } from '../../services/factor.service.ts';
import { replySignedIn } from '../../utils/reply-signed-in.ts';

const shared = { tags: ['auth'], security: [{ bearer: [] }], querystring: noQuery };
const config = { contract: 'session', rateLimit: authConfig.AUTH_RATE_LIMIT_PER_MINUTE } as const;

const route: FastifyPluginAsyncZod = async (app) => {
  app.addHook('onRequest', app.authenticate);
  app.addHook('onRequest', app.requireLiveSession);

  app.get(
    '/auth/factors',
    {
      schema: {
        ...shared,
        summary: 'Your second factors',
        response: { 200: dataOf(factorsSchema), ...errorResponses },
      },
      config,
    },
    async () => ({ data: await factorService.list() }),
  );

  app.post(
    '/auth/factors',
    {
      schema: {
        ...shared,
        summary: 'Add a second factor: what to show an authenticator app',
        body: factorInputSchema,
        response: { 201: dataOf(newFactorSchema), ...errorResponses },
      },
      config,
    },
    async ({ body }, reply) => {
      const data = await factorService.enrol(body);
      return reply.code(201).header('cache-control', 'no-store').send({ data });
    },
  );

  app.post(
    '/auth/factors/:id/challenge',
    {
      schema: {
        ...shared,
        summary: 'Be asked for the code of a second factor',
        params: idParams,
        body: noBody,
        response: { 200: dataOf(challengeSchema), ...errorResponses },
      },
      config,
    },
    async ({ params }) => ({ data: await factorService.challenge(params.id) }),
  );

  app.post(
    '/auth/factors/:id/verify',
    {
      schema: {
        ...shared,
        summary: 'Send the code: tokens, or a session, that sensitive routes take',
        params: idParams,
        body: factorCodeSchema,
        response: { 200: dataOf(signedInSchema), ...errorResponses },
      },
      config,
    },
    async ({ params, body }, reply) => ({
      data: await replySignedIn(app, reply, await factorService.verify(params.id, body), body.session),
    }),
  );

  app.delete(
    '/auth/factors/:id',
    {
      schema: {
        ...shared,
        summary: 'Remove a second factor',
        params: idParams,
        response: { 204: noContent, ...errorResponses },
      },
      config,
    },
    async ({ params }, reply) => {
      await factorService.remove(params.id);
      return reply.code(204).send(null);
    },
  );
};

export default route;
