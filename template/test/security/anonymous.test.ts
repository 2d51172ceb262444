import { expect, it } from '@jest/globals';
import { attackRoutes } from './support/attack-routes.ts';
import type { AttackedRoute } from './support/attacked-routes.ts';
import { send } from './support/make-requests.ts';
import { startAttackedApp } from './support/start-attacked-app.ts';

const app = startAttackedApp((fastify) => {
  fastify.get('/v1/controls/forgotten', () => ({ data: 'for users alone' }));
  fastify.get('/v1/controls/closed', { onRequest: fastify.authenticate, config: { access: 'anyone' } }, () => ({}));
});

/** Calls without a token. Whoever lets that in must say so, and whoever says so must let it in. */
const callAsNobody = async (route: AttackedRoute): Promise<string | null> => {
  const { status, body } = await send(app.anonymous, route, await app.requests.shaped(route));
  const isRefused = status === 401 && (route.contract === 'webhook' || body.error?.code === 'token_required');
  if (route.access === 'anyone') return isRefused ? 'is marked as open to anyone, and asks for a token' : null;
  return isRefused
    ? null
    : `answers ${status} without a token. What is for anyone says so: \`config: { access: 'anyone' }\``;
};

it('refuses whoever is not signed in, on every route that is not marked as open', async () => {
  expect(app.routes().length).toBeGreaterThan(5);
  const open = app.routes().filter(({ access }) => access === 'anyone');
  process.stdout.write(`Open to whoever is not signed in: ${open.map(({ name }) => name).join(', ')}\n`);
  expect(await attackRoutes(app.routes(), callAsNobody)).toEqual([]);
});

it('reports a route without authentication, and a mark that is wrong', async () => {
  expect(await attackRoutes(app.controls(), callAsNobody)).toEqual([
    expect.stringContaining('GET /v1/controls/forgotten: answers 200'),
    expect.stringContaining('GET /v1/controls/closed: is marked as open'),
  ]);
});
