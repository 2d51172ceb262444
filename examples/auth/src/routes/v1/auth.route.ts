import type { FastifyPluginAsyncZod } from 'fastify-type-provider-zod';
import { acceptedSchema, signedInSchema, signInSchema, signUpSchema } from '../../schemas/auth.schema.ts';
import { dataOf, errorResponses, noQuery } from '../../schemas/resource.schema.ts';
import { authService } from '../../services/auth.service.ts';

const shared = { tags: ['auth'], querystring: noQuery };
const config = { contract: 'session' } as const;

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
    {
      schema: {
        ...shared,
        summary: 'Sign in with a password, for tokens',
        body: signInSchema,
        response: { 200: dataOf(signedInSchema), ...errorResponses },
      },
      config,
    },
    async ({ body }, reply) => reply.header('cache-control', 'no-store').send({ data: await authService.signIn(body) }),
  );
};

export default route;
