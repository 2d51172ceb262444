import type { FastifyPluginAsyncZod } from 'fastify-type-provider-zod';
import { adminAreaSchema, adminRoleParams, adminUserQuerySchema, adminUserSchema } from '../../schemas/admin.schema.ts';
import { dataOf, errorResponses, idParams, noBody, noContent, noQuery, pageOf } from '../../schemas/resource.schema.ts';
import { adminService } from '../../services/admin.service.ts';

const shared = { tags: ['admin'], security: [{ bearer: [] }], querystring: noQuery };
const done = { 204: noContent, ...errorResponses };

const route: FastifyPluginAsyncZod = async (app) => {
  app.addHook('onRequest', app.authenticate);
  app.addHook('onRequest', app.requireLiveSession);
  app.addHook('onRequest', app.requireSecondFactor);
  app.addHook('onRequest', app.authorize('admin'));

  app.get(
    '/admin',
    {
      schema: {
        ...shared,
        summary: 'What the admin area can do here',
        response: { 200: dataOf(adminAreaSchema), ...errorResponses },
      },
      config: { contract: 'singleton' },
    },
    async () => ({ data: adminService.area() }),
  );

  app.get(
    '/admin/users',
    {
      schema: {
        ...shared,
        summary: 'List the accounts, newest first; q searches their addresses',
        querystring: adminUserQuerySchema,
        response: { 200: pageOf(adminUserSchema), ...errorResponses },
      },
    },
    ({ query }) => adminService.list(query),
  );

  app.post(
    '/admin/users/:id/ban',
    {
      schema: { ...shared, summary: 'Ban a user', params: idParams, body: noBody, response: done },
      config: { contract: 'action' },
    },
    async ({ params }, reply) => {
      await adminService.ban(params.id);
      return reply.code(204).send(null);
    },
  );

  app.post(
    '/admin/users/:id/unban',
    {
      schema: { ...shared, summary: 'Lift the ban of a user', params: idParams, body: noBody, response: done },
      config: { contract: 'action' },
    },
    async ({ params }, reply) => {
      await adminService.unban(params.id);
      return reply.code(204).send(null);
    },
  );

  app.put(
    '/admin/users/:id/roles/:role',
    { schema: { ...shared, summary: 'Give a user a role', params: adminRoleParams, body: noBody, response: done } },
    async ({ params }, reply) => {
      await adminService.grantRole(params.id, params.role);
      return reply.code(204).send(null);
    },
  );

  app.delete(
    '/admin/users/:id/roles/:role',
    { schema: { ...shared, summary: 'Take a role from a user', params: adminRoleParams, response: done } },
    async ({ params }, reply) => {
      await adminService.revokeRole(params.id, params.role);
      return reply.code(204).send(null);
    },
  );
};

export default route;
