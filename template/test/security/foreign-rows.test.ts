import { beforeAll, expect, it } from '@jest/globals';
import type { FastifyInstance } from 'fastify';
import type { TestUser } from '../support/test-user.ts';
import { attackRoutes } from './support/attack-routes.ts';
import { type AttackedRoute, paramsOf } from './support/attacked-routes.ts';
import { send } from './support/make-requests.ts';
import { startAttackedApp } from './support/start-attacked-app.ts';

/** A resource whose author forgot to ask whose rows these are. */
const addControls = (fastify: FastifyInstance): void => {
  const rows = new Map<string, string>();
  const signedIn = { onRequest: fastify.authenticate };
  fastify.post('/v1/controls', signedIn, async (_request, reply) => {
    const id = crypto.randomUUID();
    rows.set(id, 'a row');
    return reply.code(201).send({ data: { id } });
  });
  fastify.get('/v1/controls', signedIn, () => ({ data: [...rows.keys()].map((id) => ({ id })), pagination: {} }));
  fastify.get<{ Params: { id: string } }>('/v1/controls/:id', signedIn, ({ params }) => ({
    data: rows.get(params.id),
  }));
  fastify.get('/v1/controls/of-nobody/:id', signedIn, () => ({ data: 'a row' }));
};

const app = startAttackedApp(addControls);
const users: { owner: TestUser | null; other: TestUser | null } = { owner: null, other: null };
const owner = (): TestUser => users.owner as TestUser;
const other = (): TestUser => users.other as TestUser;

beforeAll(async () => {
  Object.assign(users, { owner: await app.newUser(), other: await app.newUser() });
});

const isMeant = ({ access, contract }: AttackedRoute): boolean =>
  ['owner', 'users'].includes(access) && contract !== 'webhook';
const aboutRows = (routes: readonly AttackedRoute[]) =>
  routes.filter((route) => isMeant(route) && paramsOf(route).length > 0);
const lists = (routes: readonly AttackedRoute[]) =>
  routes.filter(
    (route) => isMeant(route) && route.method === 'GET' && routes.some(({ url }) => url === `${route.url}/:id`),
  );

const withoutNames = (url: string): string => url.replace(/:\w+/g, ':');

/** Whether all users may read the row that a route is about, or that above it: then it is no secret that it is there. */
const isShared = (route: AttackedRoute): boolean =>
  [...app.routes(), ...app.controls()].some(
    ({ method, url, access }) =>
      method === 'GET' && access === 'users' && `${withoutNames(route.url)}/`.startsWith(`${withoutNames(url)}/`),
  );

/** What is refused of a row that all may read: to change it, and to put another below it. */
const REFUSED = [403, 404, 422];

/** What the embedded stack lacks (second factors of the example auth) is refused to everybody on it. */
const isNotHere = (body: { readonly error?: { readonly code: string } } | null): boolean =>
  body?.error?.code === 'not_on_embedded_stack';

/** Another user sends what the owner may send; then the owner does, which proves that it was right. */
const callForOther = async (route: AttackedRoute): Promise<string | null> => {
  const request = await app.requests.owned(route, owner());
  const { status, body } = await send(other(), route, request);
  if (isNotHere(body)) return null;
  const isRefused = status === 404 || (isShared(route) && (REFUSED.includes(status) || route.method === 'GET'));
  if (!isRefused) return `answers ${status} where the row is another user's, not 404`;
  const own = await send(owner(), route, request);
  if (own.status < 300 || own.status === 409) return null;
  return `answers ${own.status} to the owner, so nothing is known of it: ${JSON.stringify(own.body)}`;
};

it("refuses to read, change, delete or use another user's rows, on every route that names one", async () => {
  expect(await attackRoutes(aboutRows(app.routes()), callForOther)).toEqual([]);
});

/** The owner's new row is in the owner's list, and not in another user's. */
const listForOther = async (route: AttackedRoute): Promise<string | null> => {
  if (route.access === 'users') return null;
  const { url } = await app.requests.owned(route, owner());
  const id = await app.requests.rowIn(route.url, url, owner(), route);
  if (id === null) return 'is empty for everybody, so nothing is known of it';
  const [mine, theirs] = [await owner().api('GET', url), await other().api('GET', url)];
  if (isNotHere(mine.body)) return null;
  if (!JSON.stringify(mine.body).includes(id)) return `does not list a row of the owner's (${mine.status})`;
  return JSON.stringify(theirs.body).includes(id) ? "lists another user's rows" : null;
};

it("lists no rows of another user's, on every list", async () => {
  expect(await attackRoutes(lists(app.routes()), listForOther)).toEqual([]);
});

/** What the owner writes may name the owner's own rows. */
const referFromOther = async (route: AttackedRoute): Promise<string | null> => {
  const request = await app.requests.owned(route, owner());
  if (!/"[0-9a-f-]{36}"/.test(JSON.stringify(request.body ?? null))) return null;
  const { status, body } = await send(other(), route, request);
  if (isNotHere(body)) return null;
  return status < 400 ? `answers ${status} where it refers to another user's row` : null;
};

it("refuses to refer to another user's rows, on every route that makes one", async () => {
  const routes = app
    .routes()
    .filter((route) => isMeant(route) && route.method === 'POST' && paramsOf(route).length === 0);
  expect(await attackRoutes(routes, referFromOther)).toEqual([]);
});

it('reports a resource that asks nobody whose rows these are, and a row that it cannot make', async () => {
  expect(await attackRoutes(aboutRows(app.controls()), callForOther)).toEqual([
    "GET /v1/controls/:id: answers 200 where the row is another user's, not 404",
    expect.stringContaining('GET /v1/controls/of-nobody/:id could not be attacked'),
  ]);
  expect(await attackRoutes(lists(app.controls()), listForOther)).toEqual([
    "GET /v1/controls: lists another user's rows",
  ]);
});
