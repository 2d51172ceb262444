import { expect, it } from '@jest/globals';
import { attackRoutes } from './support/attack-routes.ts';
import { send } from './support/make-requests.ts';
import { startAttackedApp } from './support/start-attacked-app.ts';

const app = startAttackedApp((fastify) => {
  fastify.get('/v1/controls/admin/users', { onRequest: fastify.authenticate }, () => ({ data: [] }));
  fastify.get('/v1/controls/figures', { onRequest: fastify.authenticate, config: { access: 'admins' } }, () => ({
    data: [],
  }));
  const onRequest = [fastify.authenticate, fastify.authorize('another')];
  fastify.get('/v1/controls/admin/locked', { onRequest }, () => ({ data: [] }));
});

const attack = async (routes: ReturnType<typeof app.routes>) => {
  const [user, admin] = [await app.newUser(), await app.newAdmin()];
  return attackRoutes(
    routes.filter(({ access }) => access === 'admins'),
    async (route) => {
      const request = await app.requests.shaped(route);
      const [forUser, forAdmin] = [await send(user, route, request), await send(admin, route, request)];
      return [
        ...(forUser.status === 403 ? [] : [`answers ${forUser.status} to a user who is no admin, not 403`]),
        ...([401, 403].includes(forAdmin.status) ? [`answers ${forAdmin.status} to an admin`] : []),
      ];
    },
  );
};

it('refuses a user who is no admin, on every route below /admin or marked as for admins', async () => {
  expect(await attack(app.routes())).toEqual([]);
});

it('reports a route for admins that every user may call, and one that no admin may', async () => {
  expect(await attack(app.controls())).toEqual([
    'GET /v1/controls/admin/users: answers 200 to a user who is no admin, not 403',
    'GET /v1/controls/figures: answers 200 to a user who is no admin, not 403',
    'GET /v1/controls/admin/locked: answers 403 to an admin',
  ]);
});
