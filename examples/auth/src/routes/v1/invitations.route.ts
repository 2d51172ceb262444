import type { FastifyPluginAsyncZod } from 'fastify-type-provider-zod';
import {
  acceptedInvitationSchema,
  invitationInputSchema,
  invitationQuerySchema,
  invitationSchema,
  invitationTokenSchema,
  newInvitationSchema,
} from '../../schemas/invitation.schema.ts';
import { inOrganisationParams, inOrganisationRowParams } from '../../schemas/member.schema.ts';
import { dataOf, errorResponses, noContent, noQuery, pageOf } from '../../schemas/resource.schema.ts';
import { invitationService } from '../../services/invitation.service.ts';

const shared = { tags: ['invitations'], security: [{ bearer: [] }], querystring: noQuery };
const base = '/organisations/:organisation_id/invitations';

const route: FastifyPluginAsyncZod = async (app) => {
  app.addHook('onRequest', app.authenticate);

  app.get(
    base,
    {
      schema: {
        ...shared,
        summary: 'List who is invited to an organisation',
        params: inOrganisationParams,
        querystring: invitationQuerySchema,
        response: { 200: pageOf(invitationSchema), ...errorResponses },
      },
    },
    ({ params, query }) => invitationService.list(params.organisation_id, query),
  );

  app.post(
    base,
    {
      schema: {
        ...shared,
        summary: 'Invite somebody to an organisation',
        params: inOrganisationParams,
        body: invitationInputSchema,
        response: { 201: dataOf(newInvitationSchema), ...errorResponses },
      },
      config: { secretReply: true },
    },
    async ({ params, body }, reply) => {
      const data = await invitationService.create(params.organisation_id, body);
      return reply.code(201).send({ data });
    },
  );

  app.delete(
    `${base}/:id`,
    {
      schema: {
        ...shared,
        summary: 'Take an invitation back',
        params: inOrganisationRowParams,
        response: { 204: noContent, ...errorResponses },
      },
    },
    async ({ params }, reply) => {
      await invitationService.delete(params.organisation_id, params.id);
      return reply.code(204).send(null);
    },
  );

  app.post(
    '/invitations/accept',
    {
      schema: {
        ...shared,
        summary: 'Become a member by the token of an invitation',
        body: invitationTokenSchema,
        response: { 200: dataOf(acceptedInvitationSchema), ...errorResponses },
      },
      config: { contract: 'action' },
    },
    async ({ body }) => ({ data: await invitationService.accept(body) }),
  );
};

export default route;
