import { beforeAll, expect, it } from '@jest/globals';
import { z } from 'zod';
import type { TestUser } from '../support/test-user.ts';
import { inputSchemaOf } from './support/arbitrary-of.ts';
import { attackRoutes } from './support/attack-routes.ts';
import type { AttackedRoute } from './support/attacked-routes.ts';
import { startAttackedApp } from './support/start-attacked-app.ts';

// Each would match every row, or break the query, if any of it were read as more than text.
const payloads = [
  'x),or=(id.not.is.null',
  'x,id.not.is.null',
  'x",id.not.is.null,"',
  '"),or(id.not.is.null',
  'not.is.null',
  "x' or '1'='1",
  "x'; select pg_sleep(3); --",
  'x\\"',
  'x&id=not.is.null',
  '%',
  '(((((',
  '\u0000',
  '../../auth/v1/admin/users',
];

const app = startAttackedApp((fastify) => {
  // As if the text were put into the query as it came: what closes its parenthesis matches every row.
  const querystring = z.strictObject({
    q: z.string().default(''),
    sort: z.string().default('created_at'),
    cursor: z.string().default(''),
  });
  fastify.get('/v1/controls', { onRequest: fastify.authenticate, schema: { querystring } }, ({ query }) => {
    const { q } = query as { q: string };
    if (q.includes('\\')) throw new Error('PGRST100: failed to parse filter');
    return { data: q === '' || q.includes('not.is.null') ? [{ id: '1' }] : [], pagination: {} };
  });
});
const users: { user: TestUser | null; admin: TestUser | null } = { user: null, admin: null };

beforeAll(async () => {
  Object.assign(users, { user: await app.newUser(), admin: await app.newAdmin() });
});

const callerOf = ({ access }: AttackedRoute): TestUser => (access === 'admins' ? users.admin : users.user) as TestUser;
const keysOf = ({ query }: AttackedRoute): string[] =>
  query === null ? [] : Object.keys(inputSchemaOf(query).properties ?? {});
const lists = (routes: readonly AttackedRoute[]) =>
  routes.filter((route) => route.method === 'GET' && keysOf(route).includes('cursor'));

/** With a row of the caller's in the list, no text that the row does not have finds one, and none breaks the query. */
const inject = async (route: AttackedRoute): Promise<readonly string[]> => {
  const user = callerOf(route);
  const { url } = await app.requests.owned(route, user);
  if (route.access !== 'admins') await app.requests.rowIn(route.url, url, user, route);
  const keys = keysOf(route).filter((key) => key !== 'limit');
  const replies = keys.flatMap((key) =>
    payloads.map(async (payload) => {
      const { status, body } = await user.api('GET', `${url}?${new URLSearchParams({ [key]: payload }).toString()}`);
      const asked = `${key}=${JSON.stringify(payload)}`;
      if (status === 200 && body.data.length === 0 && !['sort', 'cursor'].includes(key)) return [];
      if (status === 400) return [];
      return status === 200 ? [`finds ${body.data.length} rows with ${asked}`] : [`answers ${status} to ${asked}`];
    }),
  );
  return (await Promise.all(replies)).flat();
};

it('reads q, filters, sort and cursor as text and never as a part of the query, on every list', async () => {
  expect(await attackRoutes(lists(app.routes()), inject)).toEqual([]);
});

it('reports a list that puts them into its query as they came', async () => {
  const found = await attackRoutes(lists(app.controls()), inject);
  expect(found).toContain('GET /v1/controls: finds 1 rows with q="x),or=(id.not.is.null"');
  expect(found).toContainEqual(expect.stringContaining('GET /v1/controls: answers 500 to q='));
});
