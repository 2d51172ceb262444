import { beforeAll, expect, it } from '@jest/globals';
import { z } from 'zod';
import type { TestUser } from '../support/test-user.ts';
import { inputSchemaOf } from './support/arbitrary-of.ts';
import { attackRoutes } from './support/attack-routes.ts';
import type { AttackedRoute } from './support/attacked-routes.ts';
import { startAttackedApp } from './support/start-attacked-app.ts';

const app = startAttackedApp((fastify) => {
  const body = z.object({ name: z.string() });
  fastify.post('/v1/controls', { onRequest: fastify.authenticate, schema: { body } }, async (_request, reply) =>
    reply.code(201).send({ data: {} }),
  );
  fastify.post('/v1/controls/any-body', { onRequest: fastify.authenticate }, async (_request, reply) =>
    reply.code(204).send(),
  );
});
const users: { user: TestUser | null; admin: TestUser | null; other: TestUser | null } = {
  user: null,
  admin: null,
  other: null,
};

beforeAll(async () => {
  Object.assign(users, { user: await app.newUser(), other: await app.newUser(), admin: await app.newAdmin() });
});

/** What is the database's to say, or somebody else's. */
const forged = (): Readonly<Record<string, unknown>> => ({
  id: crypto.randomUUID(),
  owner_id: users.other?.id,
  user_id: users.other?.id,
  created_by: users.other?.id,
  role: 'admin',
  is_admin: true,
  app_metadata: { role: 'admin' },
  version: 99,
  created_at: '2001-01-01T00:00:00Z',
  deleted_at: null,
});

/** Sends each as one key more of a body that is right. */
const assign = async (route: AttackedRoute): Promise<readonly string[]> => {
  const caller = route.access === 'admins' ? users.admin : users.user;
  const { url, body } = await app.requests.shaped(route);
  const taken = route.body === null ? [] : Object.keys(inputSchemaOf(route.body).properties ?? {});
  const keys = Object.entries(forged()).filter(([key]) => !taken.includes(key));
  const replies = await Promise.all(
    keys.map(async ([key, value]) => {
      const sent = { ...(body as object | undefined), [key]: value };
      const reply = await caller?.api(route.method as 'POST', url, sent);
      const says = JSON.stringify(reply?.body.error?.details ?? null);
      return reply?.status === 400 && says.includes(key)
        ? []
        : [`answers ${reply?.status} to a body with ${key}, not 400 for it`];
    }),
  );
  return replies.flat();
};

const writes = (routes: readonly AttackedRoute[]) =>
  routes.filter(
    ({ method, contract, body }) =>
      (['POST', 'PUT', 'PATCH'].includes(method) || body !== null) && !['upload', 'webhook'].includes(contract ?? ''),
  );

it("refuses a body with a key that is not the caller's to write, such as owner_id, role or version, on every route", async () => {
  expect(await attackRoutes(writes(app.routes()), assign)).toEqual([]);
});

it('reports a route whose body takes any key, or is not looked at', async () => {
  const found = (await attackRoutes(writes(app.controls()), assign)).join('\n');
  expect(found).toContain('POST /v1/controls: answers 201 to a body with owner_id, not 400 for it');
  expect(found).toContain('POST /v1/controls/any-body: answers 204 to a body with role, not 400 for it');
});
