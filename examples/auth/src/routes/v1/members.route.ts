import type { FastifyPluginAsyncZod } from 'fastify-type-provider-zod';
import {
  inOrganisationParams,
  inOrganisationRowParams,
  memberInputSchema,
  memberQuerySchema,
  memberSchema,
} from '../../schemas/member.schema.ts';
import { dataOf, errorResponses, noContent, noQuery, pageOf } from '../../schemas/resource.schema.ts';
import { memberService } from '../../services/member.service.ts';

const shared = { tags: ['members'], security: [{ bearer: [] }], querystring: noQuery };
const one = { 200: dataOf(memberSchema), ...errorResponses };
const base = '/organisations/:organisation_id/members';

const route: FastifyPluginAsyncZod = async (app) => {
  app.addHook('onRequest', app.authenticate);

  app.get(
    base,
    {
      schema: {
        ...shared,
        summary: 'List the members of an organisation',
        params: inOrganisationParams,
        querystring: memberQuerySchema,
        response: { 200: pageOf(memberSchema), ...errorResponses },
      },
    },
    ({ params, query }) => memberService.list(params.organisation_id, query),
  );

  app.get(
    `${base}/:id`,
    { schema: { ...shared, summary: 'Read a member', params: inOrganisationRowParams, response: one } },
    async ({ params }) => ({ data: await memberService.get(params.organisation_id, params.id) }),
  );

  app.put(
    `${base}/:id`,
    {
      schema: {
        ...shared,
        summary: 'Give a member another role',
        params: inOrganisationRowParams,
        body: memberInputSchema,
        response: one,
      },
    },
    async ({ params, body }) => ({ data: await memberService.replace(params.organisation_id, params.id, body) }),
  );

  app.delete(
    `${base}/:id`,
    {
      schema: {
        ...shared,
        summary: 'Remove a member, or leave',
        params: inOrganisationRowParams,
        response: { 204: noContent, ...errorResponses },
      },
    },
    async ({ params }, reply) => {
      await memberService.delete(params.organisation_id, params.id);
      return reply.code(204).send(null);
    },
  );
};

export default route;
