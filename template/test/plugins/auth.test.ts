import { describe, expect, it } from '@jest/globals';
import type { FastifyInstance } from 'fastify';
import { admin } from '../support/admin.ts';
import { startTestApp } from '../support/start-test-app.ts';
import { tokenIssuer } from '../support/token-issuer.ts';

// The secret with which the stack's database takes tokens, whichever way its Auth signs its own (stack/external-env.ts).
const SUPABASE_JWT_SECRET = process.env['TEST_JWT_SECRET'] ?? process.env['SUPABASE_JWT_SECRET'] ?? '';
const { claims, sign } = tokenIssuer;

const addRoutes = (app: FastifyInstance): void => {
  app.get('/admin', { onRequest: [app.authenticate, app.authorize('admin')] }, () => ({ data: 'for admins' }));
  // Forgotten: `authenticate`.
  app.get('/forgotten', { onRequest: app.authorize('admin') }, () => ({ data: 'for admins' }));
};
const test = startTestApp({}, addRoutes);
/** Takes the tokens that are made here; which it refuses stands in test/security/tokens.test.ts. */
const trusting = startTestApp({ SUPABASE_JWT_SECRET, SUPABASE_JWKS_URL: null, SUPABASE_JWT_ISSUER: null }, addRoutes);

const callMe = (authorization: string | null) =>
  trusting.anonymous.api('GET', '/v1/me', undefined, authorization === null ? {} : { authorization });
const withToken = async (token: string) => {
  const { status, body } = await callMe(`Bearer ${token}`);
  return [status, body.error?.code ?? body.data.id];
};

describe('authenticate', () => {
  it('takes a token that is right', async () => {
    const token = await sign({ alg: 'HS256', typ: 'JWT' }, new TextEncoder().encode(SUPABASE_JWT_SECRET));
    expect(await withToken(token)).toEqual([200, claims.sub]);
  });

  it.each([
    ['no header', null],
    ['an empty header', ''],
    ['no token', 'Bearer '],
    ['another scheme', 'Basic YTpi'],
    ['no scheme', `${'a'.repeat(20)}.${'b'.repeat(20)}.c`],
    ['two parts', 'Bearer a.b'],
    ['four parts', 'Bearer a.b.c.d'],
    ['two tokens', 'Bearer a.b.c, Bearer a.b.c'],
    ['a key instead of a token', `Bearer ${process.env['SUPABASE_SECRET_KEY']}`],
  ])('asks for a token where there is %s', async (_, authorization) => {
    const { status, body } = await callMe(authorization);
    expect([status, body.error.code]).toEqual([401, 'token_required']);
  });

  it('refuses what only looks like a token', async () => {
    expect(await withToken('aaaa.bbbb.cccc')).toEqual([401, 'invalid_token']);
  });
});

describe('authorize', () => {
  it('needs the role, as the database has it', async () => {
    const [user, other] = await Promise.all([test.newUser(), test.newUser()]);
    const refused = await user.api('GET', '/admin');
    expect([refused.status, refused.body.error.code]).toEqual([403, 'role_required']);

    const { error } = await admin().from('user_roles').insert({ user_id: user.id, role: 'admin' });
    expect(error).toBeNull();
    expect(await user.api('GET', '/admin')).toMatchObject({ status: 200, body: { data: 'for admins' } });
    expect((await user.api('GET', '/v1/me')).body.data).toEqual({ id: user.id, email: user.email, roles: ['admin'] });
    expect((await other.api('GET', '/admin')).status).toBe(403);

    await admin().from('user_roles').update({ role: 'administrator' }).eq('user_id', user.id);
    expect((await user.api('GET', '/admin')).status).toBe(403);
  });

  it('is no way in for its holder or for others', async () => {
    const user = await test.newUser();
    for (const rest of [user.rest, test.anonymous.rest]) {
      const granted = await rest('POST', '/user_roles', { user_id: user.id, role: 'admin' });
      expect([401, 403]).toContain(granted.status);
    }
    expect((await user.api('GET', '/admin')).status).toBe(403);
  });

  it('refuses everybody where `authenticate` was forgotten', async () => {
    const user = await test.newUser();
    await admin().from('user_roles').insert({ user_id: user.id, role: 'admin' });
    for (const api of [user.api, test.anonymous.api]) expect((await api('GET', '/forgotten')).status).toBe(500);
  });
});

describe('who calls', () => {
  it('is never mixed up between two users at the same time', async () => {
    const users = await Promise.all([test.newUser(), test.newUser()]);
    await admin().from('user_roles').insert({ user_id: users[0].id, role: 'first' });
    const replies = await Promise.all(
      Array.from({ length: 200 }, async (_, n) => {
        const user = users[n % 2 === 0 ? 0 : 1];
        return { user, reply: await user.api('GET', '/v1/me') };
      }),
    );
    for (const { user, reply } of replies) {
      const roles = user === users[0] ? ['first'] : [];
      expect(reply).toMatchObject({ status: 200, body: { data: { id: user.id, email: user.email, roles } } });
    }
  });
});
