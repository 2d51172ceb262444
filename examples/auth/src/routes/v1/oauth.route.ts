import type { FastifyPluginAsyncZod } from 'fastify-type-provider-zod';
import { authConfig } from '../../config/auth.config.ts';
import { oauthFinishSchema, oauthStartSchema, oauthUrlSchema, signedInSchema } from '../../schemas/auth.schema.ts';
import { dataOf, errorResponses, noQuery } from '../../schemas/resource.schema.ts';
import { oauthService } from '../../services/oauth.service.ts';
import { replySignedIn } from '../../utils/reply-signed-in.ts';

const shared = { tags: ['auth'], querystring: noQuery };
const config = {
  contract: 'session',
  access: 'anyone',
  rateLimit: authConfig.AUTH_RATE_LIMIT_PER_MINUTE,
} as const;

const route: FastifyPluginAsyncZod = async (app) => {
  app.post(
    '/auth/oauth',
    {
      schema: {
        ...shared,
        summary: 'Where to send the browser to sign in by another service',
        body: oauthStartSchema,
        response: { 200: dataOf(oauthUrlSchema), ...errorResponses },
      },
      config,
    },
    async ({ body }) => ({ data: oauthService.start(body) }),
  );

  app.post(
    '/auth/oauth/token',
    {
      schema: {
        ...shared,
        summary: 'Sign in with the code that the browser came back with',
        body: oauthFinishSchema,
        response: { 200: dataOf(signedInSchema), ...errorResponses },
      },
      config,
    },
    async ({ body }, reply) => ({
      data: await replySignedIn(app, reply, await oauthService.finish(body), body.session),
    }),
  );
};

export default route;
