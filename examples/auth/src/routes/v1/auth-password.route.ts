import type { FastifyPluginAsyncZod } from 'fastify-type-provider-zod';
import { authConfig } from '../../config/auth.config.ts';
import {
  acceptedSchema,
  mailRequestSchema,
  passwordChangeSchema,
  passwordResetSchema,
} from '../../schemas/auth.schema.ts';
import { dataOf, errorResponses, noContent, noQuery } from '../../schemas/resource.schema.ts';
import { authPasswordService } from '../../services/auth-password.service.ts';
import { sessionCookie } from '../../context/session-cookie.ts';

const shared = { tags: ['auth'], querystring: noQuery };
const config = { contract: 'session', rateLimit: authConfig.AUTH_RATE_LIMIT_PER_MINUTE } as const;
const open = { ...config, access: 'anyone' } as const;

const route: FastifyPluginAsyncZod = async (app) => {
  app.post(
    '/auth/password-reset',
    {
      schema: {
        ...shared,
        summary: 'Mail a link that sets a new password',
        body: mailRequestSchema,
        response: { 202: dataOf(acceptedSchema), ...errorResponses },
      },
      config: open,
    },
    async ({ body }, reply) => reply.code(202).send({ data: await authPasswordService.requestReset(body) }),
  );

  app.post(
    '/auth/password-reset/confirm',
    {
      schema: {
        ...shared,
        summary: 'Set the password with the link of the mail, and sign out everywhere',
        body: passwordResetSchema,
        response: { 204: noContent, ...errorResponses },
      },
      config: open,
    },
    async ({ body }, reply) => {
      await authPasswordService.reset(body);
      return reply.code(204).send(null);
    },
  );

  app.put(
    '/auth/password',
    {
      onRequest: [app.authenticate, app.requireLiveSession, app.requireSecondFactor],
      schema: {
        ...shared,
        summary: 'Change the password, and sign out everywhere but here',
        security: [{ bearer: [] }],
        body: passwordChangeSchema,
        response: { 204: noContent, ...errorResponses },
      },
      config,
    },
    async ({ body, headers, ip }, reply) => {
      await authPasswordService.change(body, ip, sessionCookie.idFrom(headers));
      return reply.code(204).send(null);
    },
  );
};

export default route;
