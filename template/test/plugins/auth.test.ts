import { describe, expect, it } from '@jest/globals';
import type { FastifyInstance } from 'fastify';
import { generateKeyPair, exportJWK, SignJWT, UnsecuredJWT } from 'jose';
import { admin } from '../support/admin.ts';
import { startTestApp } from '../support/start-test-app.ts';
import { apiOf } from '../support/test-user.ts';

// The secret with which the stack's database takes tokens, whichever way its Auth signs its own (stack/external-env.ts).
const SUPABASE_JWT_SECRET = process.env['TEST_JWT_SECRET'] ?? process.env['SUPABASE_JWT_SECRET'] ?? '';
const secret = new TextEncoder().encode(SUPABASE_JWT_SECRET);
const sub = '0c8f8f5e-6f0a-4b62-9d3f-6a5b8f9d0001';
const now = Math.floor(Date.now() / 1000);

type Claims = Record<string, unknown>;
const usual = { sub, role: 'authenticated', aud: 'authenticated', email: 'a@example.com', iat: now, exp: now + 3600 };
const sign = (claims: Claims, key = secret): Promise<string> =>
  new SignJWT({ ...usual, ...claims }).setProtectedHeader({ alg: 'HS256', typ: 'JWT' }).sign(key);

const addRoutes = (app: FastifyInstance): void => {
  app.get('/admin', { onRequest: [app.authenticate, app.authorize('admin')] }, () => ({ data: 'for admins' }));
  // Forgotten: `authenticate`.
  app.get('/forgotten', { onRequest: app.authorize('admin') }, () => ({ data: 'for admins' }));
};
const test = startTestApp({}, addRoutes);
/** Takes the tokens that are made here, so that each can be wrong in its own way. */
const trusting = startTestApp({ SUPABASE_JWT_SECRET, SUPABASE_JWKS_URL: null, SUPABASE_JWT_ISSUER: null }, addRoutes);

const callMe = (authorization: string | null) =>
  trusting.anonymous.api('GET', '/v1/me', undefined, authorization === null ? {} : { authorization });
const withToken = async (token: string | Promise<string>) => {
  const { status, body } = await callMe(`Bearer ${await token}`);
  return [status, body.error?.code ?? body.data.id];
};

describe('authenticate', () => {
  it('takes a token that is right', async () => {
    expect(await withToken(sign({}))).toEqual([200, sub]);
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

  it.each<[string, () => string | Promise<string>]>([
    ['garbage', () => 'aaaa.bbbb.cccc'],
    ['alg none', () => `${new UnsecuredJWT(usual).encode()}x`],
    [
      'alg none with the signature of another token',
      async () => {
        const header = Buffer.from('{"alg":"none"}').toString('base64url');
        return [header, ...(await sign({})).split('.').slice(1)].join('.');
      },
    ],
    ['another secret', () => sign({}, new TextEncoder().encode('another secret of more than 32 characters'))],
    ['an empty secret', () => sign({}, new Uint8Array(32))],
    [
      'a changed payload',
      async () => {
        const [header, , signature] = (await sign({})).split('.');
        const payload = Buffer.from(JSON.stringify({ ...usual, role: 'service_role' })).toString('base64url');
        return [header, payload, signature].join('.');
      },
    ],
    [
      'a key of its own',
      async () => {
        const { publicKey, privateKey } = await generateKeyPair('ES256', { extractable: true });
        const jwk = await exportJWK(publicKey);
        return new SignJWT(usual).setProtectedHeader({ alg: 'ES256', jwk }).sign(privateKey);
      },
    ],
    [
      'another algorithm of the same secret',
      () => new SignJWT(usual).setProtectedHeader({ alg: 'HS512' }).sign(new Uint8Array([...secret, ...secret])),
    ],
    ['a time that has not come', () => sign({ nbf: now + 60 })],
    ['another audience', () => sign({ aud: 'other' })],
    ['no audience', () => sign({ aud: undefined })],
    ['no end', () => sign({ exp: undefined })],
    ['an end that is text', () => sign({ exp: `${now + 3600}` })],
    ['no sub', () => sign({ sub: undefined })],
    ['no role', () => sign({ role: undefined })],
  ])('refuses a token with %s', async (_, make) => {
    expect(await withToken(make())).toEqual([401, 'invalid_token']);
  });

  it.each([60, 6, 1])('tells that a token has expired %d seconds ago', async (seconds) => {
    // Within the five seconds that clocks may differ it is the database that says so.
    const expired = sign({ exp: Math.floor(Date.now() / 1000) - seconds });
    expect(await withToken(expired)).toEqual([401, 'token_expired']);
  });

  it.each([
    ['the service role', { role: 'service_role' }],
    ['the anonymous role', { role: 'anon' }],
    ['an anonymous user', { is_anonymous: true }],
    ['a sub that is no id', { sub: 'service' }],
    ['a role that is a list', { role: ['authenticated'] }],
  ])('refuses %s: a valid token, but not a signed-in user', async (_, claims) => {
    expect(await withToken(sign(claims))).toEqual([403, 'user_token_required']);
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

  it('does not believe a role in the token', async () => {
    const forged = await sign({ app_metadata: { roles: ['admin'] }, user_role: 'admin', roles: ['admin'] });
    expect((await apiOf(trusting.app(), forged)('GET', '/admin')).status).toBe(403);
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
