import { expect, it } from '@jest/globals';
import { SignJWT } from 'jose';
import { apiOf } from '../support/test-user.ts';
import { attackRoutes } from './support/attack-routes.ts';
import type { AttackedRoute } from './support/attacked-routes.ts';
import { send } from './support/make-requests.ts';
import { startAttackedApp } from './support/start-attacked-app.ts';

// The secret with which the stack's database takes tokens, whichever way its Auth signs its own (stack/external-env.ts).
const SUPABASE_JWT_SECRET = process.env['TEST_JWT_SECRET'] ?? process.env['SUPABASE_JWT_SECRET'] ?? '';
const app = startAttackedApp(
  (fastify) => {
    fastify.get('/v1/controls', () => ({ data: 'for any token' }));
  },
  { SUPABASE_JWT_SECRET, SUPABASE_JWKS_URL: null, SUPABASE_JWT_ISSUER: null },
);

const claims = { sub: crypto.randomUUID(), aud: 'authenticated', role: 'authenticated' };
const sign = (more: Readonly<Record<string, unknown>>): Promise<string> =>
  new SignJWT({ ...claims, ...more })
    .setProtectedHeader({ alg: 'HS256', typ: 'JWT' })
    .setIssuedAt()
    .setExpirationTime('1h')
    .sign(new TextEncoder().encode(SUPABASE_JWT_SECRET));

/** Calls every route with a token that is valid, and no user's. */
const attack = async (routes: readonly AttackedRoute[], more: Readonly<Record<string, unknown>>) => {
  const api = apiOf(app.app(), await sign(more));
  const closed = routes.filter(({ access, contract }) => access !== 'anyone' && contract !== 'webhook');
  return attackRoutes(closed, async (route) => {
    const { status, body } = await send({ api }, route, await app.requests.shaped(route));
    return body.error?.code === 'user_token_required' && status === 403
      ? null
      : `answers ${status} to this token, not 403`;
  });
};

it('refuses a valid token of the service role, on every route for users', async () => {
  expect(await attack(app.routes(), { role: 'service_role' })).toEqual([]);
});

it('refuses the valid token of an anonymous sign-in, on every route for users', async () => {
  expect(await attack(app.routes(), { is_anonymous: true })).toEqual([]);
});

it('reports a route that takes any valid token', async () => {
  expect(await attack(app.controls(), { role: 'service_role' })).toEqual([
    'GET /v1/controls: answers 200 to this token, not 403',
  ]);
});
