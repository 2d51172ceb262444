import { beforeAll, expect, it } from '@jest/globals';
import { z } from 'zod';
import type { TestUser } from '../support/test-user.ts';
import { waivedBy } from '../../conventions/routes/contracts.ts';
import { inputSchemaOf } from './support/arbitrary-of.ts';
import { attackRoutes } from './support/attack-routes.ts';
import { type AttackedRoute, paramsOf } from './support/attacked-routes.ts';
import { sendRaw } from './support/send-raw.ts';
import { startAttackedApp } from './support/start-attacked-app.ts';

const app = startAttackedApp((fastify) => {
  const onRequest = fastify.authenticate;
  const querystring = z.object({
    limit: z.union([z.string(), z.array(z.string())]).default('1'),
    cursor: z.string().default(''),
  });
  fastify.get('/v1/controls', { onRequest, schema: { querystring } }, () => ({ data: [] }));
  fastify.post('/v1/controls/:id', { onRequest }, () => ({ data: [] }));
});
const users: { user: TestUser | null; admin: TestUser | null } = { user: null, admin: null };

beforeAll(async () => {
  Object.assign(users, { user: await app.newUser(), admin: await app.newAdmin() });
});

const callerOf = ({ access }: AttackedRoute): TestUser => (access === 'admins' ? users.admin : users.user) as TestUser;
const keysOf = ({ query }: AttackedRoute): string[] =>
  query === null ? [] : Object.keys(inputSchemaOf(query).properties ?? {});
const strictQuery = ({ contract }: AttackedRoute): boolean =>
  contract === null || !(waivedBy(contract) ?? []).includes('query');
const strictBody = ({ contract, method }: AttackedRoute): boolean =>
  ['POST', 'PUT', 'PATCH'].includes(method) && !['upload', 'webhook'].includes(contract ?? '');

type Refused = { readonly what: string; readonly url: string; readonly body?: unknown };

/** Sends what must be refused with 400, and tells what was not. */
const expect400 = async (route: AttackedRoute, requests: readonly Refused[]): Promise<readonly string[]> => {
  const replies = await Promise.all(
    requests.map(async ({ what, url, body }) => {
      const { status } = await callerOf(route).api(route.method as 'GET', url, body);
      return status === 400 ? [] : [`answers ${status} to ${what}, not 400`];
    }),
  );
  return replies.flat();
};

const sendTwice = async (route: AttackedRoute): Promise<readonly string[]> => {
  const { url } = await app.requests.shaped(route);
  const path = url.split('?')[0];
  const keys = ['id', ...keysOf(route)];
  return expect400(
    route,
    keys.map((key) => ({ what: `${key} given twice`, url: `${path}?${key}=1&${key}=2` })),
  );
};

it('refuses a parameter that is given twice, on every route', async () => {
  expect(await attackRoutes(app.routes().filter(strictQuery), sendTwice)).toEqual([]);
});

const pollute = async (route: AttackedRoute): Promise<readonly string[]> => {
  const { url, body } = await app.requests.shaped(route);
  const inQuery = ['__proto__', 'constructor', 'prototype', '__proto__[a]', 'constructor.prototype.a'].map((key) => ({
    what: `${key} in the query`,
    url: `${url}${url.includes('?') ? '&' : '?'}${encodeURIComponent(key)}=1`,
  }));
  const inBody = ['__proto__', 'constructor', 'prototype'].map((key) => ({
    what: `${key} in the body`,
    url,
    body: { ...(body as object | undefined), ...JSON.parse(`{"${key}":{"isAdmin":true}}`) },
  }));
  const found = await expect400(route, [...(strictQuery(route) ? inQuery : []), ...(strictBody(route) ? inBody : [])]);
  return Reflect.has({}, 'isAdmin') || Reflect.has({}, 'a')
    ? [...found, 'has changed the prototype of every object']
    : found;
};

it('refuses keys that lead to a prototype, in the query and the body of every route', async () => {
  expect(await attackRoutes(app.routes(), pollute)).toEqual([]);
});

const askTooMuch = async (route: AttackedRoute): Promise<readonly string[]> => {
  const { url } = await app.requests.owned(route, callerOf(route));
  const limits = ['0', '-1', '1.5', '1e9', '1000000', '101', '', 'NaN', '1 or 1=1'];
  return expect400(
    route,
    limits.map((limit) => ({ what: `limit=${limit}`, url: `${url}?limit=${encodeURIComponent(limit)}` })),
  );
};
const pages = (routes: readonly AttackedRoute[], key: string) => routes.filter((route) => keysOf(route).includes(key));

it('refuses a limit above the maximum, below one or that is no number, on every list', async () => {
  expect(await attackRoutes(pages(app.routes(), 'limit'), askTooMuch)).toEqual([]);
});

const encode = (value: unknown): string => Buffer.from(JSON.stringify(value)).toString('base64url');

const forgeCursors = async (route: AttackedRoute): Promise<readonly string[]> => {
  const { url } = await app.requests.owned(route, callerOf(route));
  const id = crypto.randomUUID();
  const cursors = {
    'no cursor at all': 'x',
    'a cursor of nothing': encode(null),
    'a cursor of another list': encode(['-no_such_column', 'a', id]),
    'a cursor whose id is a filter': encode(['-created_at', '2026-01-01', 'x),or=(id.not.is.null']),
    'a cursor with one value more': encode(['-created_at', '2026-01-01', id, 1]),
    'a cursor of objects': encode([{ toString: 1 }, {}, {}]),
    'too long a cursor': 'a'.repeat(5000),
  };
  return expect400(
    route,
    Object.entries(cursors).map(([what, cursor]) => ({ what, url: `${url}?cursor=${cursor}` })),
  );
};

it('refuses a cursor that it has not made, on every list', async () => {
  expect(await attackRoutes(pages(app.routes(), 'cursor'), forgeCursors)).toEqual([]);
});

it('refuses ids that are none, such as dot segments, on every route that names a row', async () => {
  const ids = [
    '..',
    '%2e%2e',
    '..%2f..%2fauth%2fv1%2fadmin%2fusers',
    '%2e%2e%2f%2e%2e',
    '.',
    '%00',
    'null',
    '1',
    '*',
    'eq.1',
    '%7B%7D',
    '00000000-0000-0000-0000-00000000000g',
  ];
  await app.app().listen({ host: '127.0.0.1', port: 0 });
  const found = await attackRoutes(
    app.routes().filter((route) => paramsOf(route).some((name) => name.endsWith('id'))),
    async (route) => {
      const replies = await Promise.all(
        ids.map(async (id) => {
          const url = route.url.replaceAll(/:\w*id\b/g, id).replaceAll(/:\w+/g, 'x');
          const status = await sendRaw(app.app(), route.method, url, callerOf(route).token);
          return [400, 404, 401, 405].includes(status) ? [] : [`answers ${status} to the id ${id}`];
        }),
      );
      return replies.flat();
    },
  );
  expect(found).toEqual([]);
});

it('reports a route that takes them', async () => {
  const controls = app.controls();
  const found = [
    ...(await attackRoutes(controls, sendTwice)),
    ...(await attackRoutes(controls, pollute)),
    ...(await attackRoutes(pages(controls, 'limit'), askTooMuch)),
    ...(await attackRoutes(pages(controls, 'cursor'), forgeCursors)),
  ];
  expect(found).toEqual(
    expect.arrayContaining([
      'GET /v1/controls: answers 200 to limit given twice, not 400',
      'GET /v1/controls: answers 200 to __proto__ in the query, not 400',
      'POST /v1/controls/:id: answers 200 to constructor in the body, not 400',
      'GET /v1/controls: answers 200 to limit=1000000, not 400',
      'GET /v1/controls: answers 200 to no cursor at all, not 400',
    ]),
  );
});
