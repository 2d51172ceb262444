import { beforeAll, expect, it } from '@jest/globals';
import { z } from 'zod';
import type { TestUser } from '../support/test-user.ts';
import { attackRoutes } from './support/attack-routes.ts';
import type { AttackedRoute } from './support/attacked-routes.ts';
import { send } from './support/make-requests.ts';
import { replyFaults } from './support/reply-faults.ts';
import { startAttackedApp } from './support/start-attacked-app.ts';

const row = { id: 'a', password: 'the hash of a password' };
const app = startAttackedApp((fastify) => {
  const onRequest = fastify.authenticate;
  const response = { 200: z.object({ data: z.object({ id: z.string() }) }) };
  fastify.get('/v1/controls/named', { onRequest, schema: { response } }, () => ({ data: row }));
  fastify.get('/v1/controls/none', { onRequest }, () => ({ data: row }));
  const loose = { 200: z.object({ data: z.looseObject({ id: z.string() }) }) };
  fastify.get('/v1/controls/loose', { onRequest, schema: { response: loose } }, () => ({ data: row }));
  fastify.get('/v1/controls/past', { onRequest, schema: { response } }, (_request, reply) =>
    reply.type('application/json').serializer(JSON.stringify).send({ data: row }),
  );
});
const users: { user: TestUser | null; admin: TestUser | null } = { user: null, admin: null };

beforeAll(async () => {
  Object.assign(users, { user: await app.newUser(), admin: await app.newAdmin() });
});

/** Sends what the route takes, about rows that are there. */
const read = async (route: AttackedRoute): Promise<readonly string[]> => {
  const { of, loose } = replyFaults(app.app());
  const caller = (route.access === 'admins' ? users.admin : users.user) as TestUser;
  const request =
    route.access === 'owner' && route.contract !== 'webhook'
      ? await app.requests.owned(route, caller)
      : await app.requests.shaped(route);
  const fault = of(route, await send(caller, route, request));
  return [...(fault === null ? [] : [fault]), ...loose(route)];
};

it('answers with nothing that its schema does not declare, on every route', async () => {
  expect(await attackRoutes(app.routes(), read)).toEqual([]);
});

it('takes out a property that a schema does not name, and reports a route that lets it out', async () => {
  const found = await attackRoutes(app.controls(), read);
  expect(found.filter((text) => text.includes('/named'))).toEqual([]);
  expect(found).toEqual([
    'GET /v1/controls/none: answers 200 with a body, and declares none',
    expect.stringContaining('GET /v1/controls/loose: its 200 lets any property out'),
    expect.stringContaining('GET /v1/controls/past: answers 200 with what it does not declare'),
  ]);
  expect((await users.user?.api('GET', '/v1/controls/named'))?.body).toEqual({ data: { id: 'a' } });
});
