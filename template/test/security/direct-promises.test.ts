import { expect, it } from '@jest/globals';
import { z } from 'zod';
import type { TestUser } from '../support/test-user.ts';
import { inputSchemaOf } from './support/arbitrary-of.ts';
import { attackRoutes } from './support/attack-routes.ts';
import type { AttackedRoute } from './support/attacked-routes.ts';
import { findExposed } from './support/exposed.ts';
import { startAttackedApp } from './support/start-attacked-app.ts';
import { startAttackedDatabase } from './support/start-attacked-database.ts';

type Property = z.core.JSONSchema.JSONSchema;

const database = await startAttackedDatabase();
const app = startAttackedApp((fastify) => {
  const body = z.strictObject({ total: z.int().min(0) });
  fastify.post('/v1/controls/control-totals', { onRequest: fastify.authenticate, schema: { body } }, () => ({}));
});

/** Values that a property of a body refuses: a negative total, a text that is too long, a word that is none of the list. */
function refusedBy(property: unknown): readonly unknown[] {
  if (typeof property !== 'object' || property === null) return [];
  const { anyOf, minimum, maximum, minLength, maxLength, pattern, enum: words } = property as Property;
  return [
    ...(anyOf === undefined ? [] : anyOf.filter((one) => (one as Property).type !== 'null').flatMap(refusedBy)),
    ...(minimum === undefined ? [] : [minimum - 1]),
    ...(maximum === undefined ? [] : [maximum + 1]),
    ...(minLength === undefined || minLength === 0 ? [] : ['']),
    ...(maxLength === undefined ? [] : ['x'.repeat(maxLength + 1)]),
    ...(pattern === undefined || new RegExp(pattern).test('!') ? [] : ['!']),
    ...(words === undefined ? [] : ['no_such_word']),
  ];
}

/** Where rows of a collection are kept: `/v1/order-items` in `order_items`, where there is such a table. */
const tableOf = ({ url }: AttackedRoute): string => url.split('/').at(-1)?.replaceAll('-', '_') ?? '';

/** Writes what the API refuses straight into a row of the user's own. */
const breakPromises = async (route: AttackedRoute, id: string, { rest }: TestUser): Promise<readonly string[]> => {
  const properties = Object.entries(route.body === null ? {} : (inputSchemaOf(route.body).properties ?? {}));
  const replies = properties.flatMap(([column, property]) =>
    refusedBy(property).map(async (value) => {
      const { status, body } = await rest('PATCH', `/${tableOf(route)}?id=eq.${id}`, { [column]: value });
      return status < 300 && body?.length > 0
        ? [`its table takes ${column} = ${JSON.stringify(value).slice(0, 40)}`]
        : [];
    }),
  );
  return (await Promise.all(replies)).flat();
};

it('refuses what the API refuses, such as a negative total, in the table of every resource', async () => {
  const owner = await app.newUser();
  const { tables } = await findExposed(database);
  const creates = app
    .routes()
    .filter(
      (route) =>
        route.method === 'POST' &&
        route.access === 'owner' &&
        route.contract === null &&
        tables.some(({ name }) => name === tableOf(route)),
    );
  const found = await attackRoutes(creates, async (route) => {
    const { url } = await app.requests.owned(route, owner);
    const id = await app.requests.rowIn(route.url, url, owner, route);
    return breakPromises(route, id ?? '', owner);
  });
  expect(found).toEqual([]);
});

it('reports a rule that the API alone knows', async () => {
  const owner = await app.newUser();
  const { body } = await owner.rest('POST', '/control_totals', { total: 1 });
  const found = await attackRoutes(app.controls(), (route) => breakPromises(route, body[0].id, owner));
  expect(found).toEqual(['POST /v1/controls/control-totals: its table takes total = -1']);
});
