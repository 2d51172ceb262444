import type { FastifyPluginAsyncZod } from 'fastify-type-provider-zod';
import { authConfig } from '../../config/auth.config.ts';
import { acceptedSchema, mailRequestSchema, verifiedSchema, verifySchema } from '../../schemas/auth.schema.ts';
import { dataOf, errorResponses, noQuery } from '../../schemas/resource.schema.ts';
import { authLinkService } from '../../services/auth-link.service.ts';
import { replySignedIn } from '../../utils/reply-signed-in.ts';

const shared = { tags: ['auth'], querystring: noQuery };
const accepted = { 202: dataOf(acceptedSchema), ...errorResponses };
const config = { contract: 'session', rateLimit: authConfig.AUTH_RATE_LIMIT_PER_MINUTE } as const;
const open = { ...config, access: 'anyone' } as const;

const route: FastifyPluginAsyncZod = async (app) => {
  app.post(
    '/auth/magic-link',
    {
      schema: { ...shared, summary: 'Mail a link that signs in', body: mailRequestSchema, response: accepted },
      config: open,
    },
    async ({ body }, reply) => reply.code(202).send({ data: await authLinkService.sendMagicLink(body) }),
  );

  app.post(
    '/auth/verify',
    {
      schema: {
        ...shared,
        summary: 'Follow the link of a mail; null where another link has to be followed as well',
        body: verifySchema,
        response: { 200: dataOf(verifiedSchema), ...errorResponses },
      },
      config: open,
    },
    async ({ body }, reply) => {
      const done = await authLinkService.verify(body);
      return { data: done === null ? null : await replySignedIn(app, reply, done, body.session) };
    },
  );

  app.post(
    '/auth/email-change',
    {
      onRequest: [app.authenticate, app.requireLiveSession, app.requireSecondFactor],
      schema: {
        ...shared,
        summary: 'Change the address: mails a link to the old one and to the new one',
        security: [{ bearer: [] }],
        body: mailRequestSchema,
        response: accepted,
      },
      config,
    },
    async ({ body }, reply) => reply.code(202).send({ data: await authLinkService.changeEmail(body) }),
  );
};

export default route;
