import type { FastifyPluginAsyncZod } from 'fastify-type-provider-zod';
import { authConfig } from '../../config/auth.config.ts';
import {
  acceptedSchema,
  refreshSchema,
  signedInSchema,
  signInSchema,
  signUpSchema,
} from '../../schemas/auth.schema.ts';
import { dataOf, errorResponses, noQuery } from '../../schemas/resource.schema.ts';
import { authService } from '../../services/auth.service.ts';
import { replySignedIn } from '../../utils/reply-signed-in.ts';

const shared = { tags: ['auth'], querystring: noQuery };
const signedInReply = { 200: dataOf(signedInSchema), ...errorResponses };
const config = {
  contract: 'session',
  access: 'anyone',
  rateLimit: authConfig.AUTH_RATE_LIMIT_PER_MINUTE,
} as const;

const route: FastifyPluginAsyncZod = async (app) => {
  app.post(
    '/auth/sign-up',
    {
      schema: {
        ...shared,
        summary: 'Make an account; the reply is the same for an address that has one',
        body: signUpSchema,
        response: { 202: dataOf(acceptedSchema), ...errorResponses },
      },
      config,
    },
    async ({ body }, reply) => reply.code(202).send({ data: await authService.signUp(body) }),
  );

  app.post(
    '/auth/sign-in',
    { schema: { ...shared, summary: 'Sign in with a password', body: signInSchema, response: signedInReply }, config },
    async ({ body, ip }, reply) => ({
      data: await replySignedIn(app, reply, await authService.signIn(body, ip), body.session),
    }),
  );

  app.post(
    '/auth/refresh',
    {
      schema: { ...shared, summary: 'New tokens for a refresh token', body: refreshSchema, response: signedInReply },
      config,
    },
    async ({ body }, reply) => ({
      data: await replySignedIn(app, reply, await authService.refresh(body.refresh_token), false),
    }),
  );
};

export default route;
