import { beforeAll, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { z } from 'zod';
import type { TestUser } from '../support/test-user.ts';
import { arbitraryOf } from './support/arbitrary-of.ts';
import type { AttackedRoute } from './support/attacked-routes.ts';
import { withQuery } from './support/make-requests.ts';
import { replyFaults } from './support/reply-faults.ts';
import { startAttackedApp } from './support/start-attacked-app.ts';

/** Requests to each route, as many as there is time for. SECURITY_SEED repeats a run. */
const RUNS = 20;
const MOST_MS = 15_000;

const app = startAttackedApp((fastify) => {
  const onRequest = fastify.authenticate;
  const querystring = z.strictObject({ name: z.string().default('') });
  fastify.get('/v1/controls', { onRequest, schema: { querystring } }, ({ query }, reply) => {
    const { name } = query as { name: string };
    if (name.length > 5) throw new Error('nobody thought of this');
    return reply.code(204).send();
  });
});
const users: { user: TestUser | null; admin: TestUser | null } = { user: null, admin: null };

beforeAll(async () => {
  Object.assign(users, { user: await app.newUser(), admin: await app.newAdmin() });
});

type Fuzzed = { readonly params: unknown; readonly query: unknown; readonly body: unknown };

/** Mostly what the schema takes, now and then anything. */
const partOf = (schema: z.ZodType | null): fc.Arbitrary<unknown> =>
  schema === null
    ? fc.constant(undefined)
    : fc.oneof({ weight: 4, arbitrary: arbitraryOf(schema) }, { weight: 1, arbitrary: fc.jsonValue() });

const fuzzed = (route: AttackedRoute): fc.Arbitrary<Fuzzed> =>
  fc.record({ params: partOf(route.params), query: partOf(route.query), body: partOf(route.body) });

const isRecord = (value: unknown): value is Readonly<Record<string, unknown>> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

/** Not by `String`, which an object may break that has a `toString` of its own. */
const textOf = (value: unknown): string => (typeof value === 'string' ? value : JSON.stringify(value));

const call = async (route: AttackedRoute, { params, query, body }: Fuzzed) => {
  const named = isRecord(params) ? params : {};
  const path = route.url.replace(
    /:(\w+)/g,
    (_, name: string) => encodeURIComponent(textOf(named[name] ?? params ?? 'x')) || 'x',
  );
  const url = isRecord(query) ? withQuery(path, query) : `${path}?${encodeURIComponent(textOf(query ?? ''))}`;
  const caller = route.access === 'admins' ? users.admin : users.user;
  const sent = route.contract === 'upload' ? Buffer.from(JSON.stringify(body ?? null)) : body;
  return (caller as TestUser).api(
    route.method as 'GET',
    url,
    ['GET', 'DELETE'].includes(route.method) ? undefined : sent,
  );
};

/** 501 is what only the real Supabase can do, and the embedded one says so. */
const faultOf = async (route: AttackedRoute, request: Fuzzed): Promise<string | null> => {
  const reply = await call(route, request);
  if (reply.status >= 500 && reply.status !== 501) return `answers ${reply.status}: ${JSON.stringify(reply.body)}`;
  return replyFaults(app.app()).of(route, reply);
};

const fuzz = (routes: readonly AttackedRoute[], seed: number) =>
  fc.check(
    fc.asyncProperty(
      fc.constantFrom(...routes).chain((route) => fuzzed(route).map((request) => ({ route: route.name, request }))),
      async ({ route, request }) => {
        const found = routes.find(({ name }) => name === route);
        const fault = found === undefined ? 'is gone' : await faultOf(found, request);
        if (fault !== null) throw new Error(`${route} ${fault}`);
      },
    ),
    { seed, numRuns: RUNS * routes.length, interruptAfterTimeLimit: MOST_MS, markInterruptAsFailure: false },
  );

it('answers whatever is sent as it declares, and with no error of ours', async () => {
  const seed = Number(process.env['SECURITY_SEED'] ?? Date.now() % 2 ** 31);
  const details = await fuzz(app.routes(), seed);
  const report = details.failed ? `Again with SECURITY_SEED=${seed}.\n${fc.defaultReportMessage(details)}` : null;
  expect(report).toBeNull();
  expect(details.numRuns).toBeGreaterThan(app.routes().length);
});

it('reports a route that breaks on what it takes', async () => {
  const details = await fuzz(app.controls(), 1);
  expect(String(details.errorInstance)).toContain('GET /v1/controls answers ');
});
