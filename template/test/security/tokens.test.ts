import { afterAll, describe, expect, it } from '@jest/globals';
import type { FastifyInstance } from 'fastify';
import { exportSPKI, UnsecuredJWT } from 'jose';
import { startTestApp } from '../support/start-test-app.ts';
import { apiOf } from '../support/test-user.ts';
import { tokenIssuer } from '../support/token-issuer.ts';

type Claims = Readonly<Record<string, unknown>>;

const { claims, makeKey, sign, serve } = tokenIssuer;
const [es, rs, stranger] = await Promise.all([
  makeKey('es', 'ES256'),
  makeKey('rs', 'RS256'),
  makeKey('other', 'ES256'),
]);
const jwks = await serve([es, rs]);
const theirs = await serve([stranger]);
afterAll(() => Promise.all([jwks.stop(), theirs.stop()]));

// The secret with which the stack's database takes tokens, whichever way its Auth signs its own (stack/external-env.ts).
const secretText = process.env['TEST_JWT_SECRET'] ?? process.env['SUPABASE_JWT_SECRET'] ?? '';
const secret = new TextEncoder().encode(secretText);

const addRoutes = (app: FastifyInstance): void => {
  app.get('/test/who', { onRequest: app.authenticate }, async () => ({ data: 'taken' }));
  app.get('/test/admin', { onRequest: [app.authenticate, app.authorize('admin')] }, async () => ({ data: 'taken' }));
};
const SUPABASE_JWT_ISSUER = claims.iss;
const shared = startTestApp(
  { SUPABASE_JWT_SECRET: secretText, SUPABASE_JWKS_URL: null, SUPABASE_JWT_ISSUER },
  addRoutes,
);
const served = startTestApp({ SUPABASE_JWT_SECRET: null, SUPABASE_JWKS_URL: jwks.url, SUPABASE_JWT_ISSUER }, addRoutes);

const signShared = (changes: Claims = {}): Promise<string> => sign({ alg: 'HS256', typ: 'JWT' }, secret, changes);
const signServed = (changes: Claims = {}): Promise<string> => sign({ alg: 'ES256', kid: 'es' }, es.privateKey, changes);

const answerTo = async ({ app }: typeof shared, token: string, url = '/test/who') => {
  const { status, body } = await apiOf(app(), token)('GET', url);
  return [status, body.error?.code ?? body.data];
};
const encoded = (value: unknown): string => Buffer.from(JSON.stringify(value)).toString('base64url');
const now = (): number => Math.floor(Date.now() / 1000);
const taken = [200, 'taken'];
const invalid = [401, 'invalid_token'];

describe.each([
  ['a shared secret', shared, signShared],
  ['served keys', served, signServed],
] as const)('an app whose tokens are signed with %s', (_, test, signed) => {
  it('takes a token that is right, so that the others are refused for what is wrong with them', async () => {
    expect(await answerTo(test, await signed())).toEqual(taken);
  });

  it('refuses alg none', async () => {
    const unsigned = new UnsecuredJWT({ ...claims, iat: now(), exp: now() + 3600 }).encode();
    expect(await answerTo(test, `${unsigned}x`)).toEqual(invalid);
    const [, payload, signature] = (await signed()).split('.');
    for (const alg of ['none', 'None', 'NONE', ''])
      expect(await answerTo(test, [encoded({ alg }), payload, signature].join('.'))).toEqual(invalid);
  });

  it('refuses a payload that was changed', async () => {
    const [header, payload = '', signature] = (await signed()).split('.');
    const own = JSON.parse(Buffer.from(payload, 'base64url').toString());
    for (const changes of [{ sub: crypto.randomUUID() }, { role: 'service_role' }, { exp: now() + 999_999 }])
      expect(await answerTo(test, [header, encoded({ ...own, ...changes }), signature].join('.'))).toEqual(invalid);
  });

  it('refuses the key of another', async () => {
    const other = new TextEncoder().encode('another secret of more than 32 characters');
    expect(await answerTo(test, await sign({ alg: 'HS256' }, other))).toEqual(invalid);
    expect(await answerTo(test, await sign({ alg: 'ES256', kid: 'es' }, stranger.privateKey))).toEqual(invalid);
  });

  it('refuses a key that the token brings along', async () => {
    const header = { alg: 'ES256', kid: 'es', jwk: stranger.jwk };
    expect(await answerTo(test, await sign(header, stranger.privateKey))).toEqual(invalid);
  });

  it('refuses a key at an address that the token names, and does not ask there', async () => {
    const header = { alg: 'ES256', kid: 'other', jku: theirs.url, x5u: theirs.url };
    expect(await answerTo(test, await sign(header, stranger.privateKey))).toEqual(invalid);
    expect(theirs.served.fetches).toBe(0);
  });

  it('refuses a token for another audience', async () => {
    for (const aud of ['other', ['other'], '', undefined])
      expect(await answerTo(test, await signed({ aud }))).toEqual(invalid);
  });

  it('refuses a token of another issuer', async () => {
    for (const iss of ['https://evil.example/auth/v1', `${claims.iss}/`, '', undefined])
      expect(await answerTo(test, await signed({ iss }))).toEqual(invalid);
  });

  it('refuses a token that is not valid yet', async () => {
    expect(await answerTo(test, await signed({ nbf: now() + 60 }))).toEqual(invalid);
  });

  it('refuses a token that has expired', async () => {
    for (const seconds of [60, 6])
      expect(await answerTo(test, await signed({ exp: now() - seconds }))).toEqual([401, 'token_expired']);
  });

  it('refuses a token that never ends', async () => {
    for (const exp of [undefined, `${now() + 3600}`])
      expect(await answerTo(test, await signed({ exp }))).toEqual(invalid);
  });

  it('refuses a token that names nobody', async () => {
    for (const changes of [{ sub: undefined }, { role: undefined }])
      expect(await answerTo(test, await signed(changes))).toEqual(invalid);
  });

  it.each([
    ['the service role', { role: 'service_role' }],
    ['the anonymous role', { role: 'anon' }],
    ['an anonymous user', { is_anonymous: true }],
    ['a sub that is no id', { sub: 'service' }],
    ['a list of roles', { role: ['authenticated'] }],
  ])('refuses a valid token that is no signed-in user: %s', async (_what, changes) => {
    expect(await answerTo(test, await signed(changes))).toEqual([403, 'user_token_required']);
  });
});

describe('an app with served keys', () => {
  it('refuses a public key that is used as a shared secret', async () => {
    const texts = [await exportSPKI(rs.publicKey), JSON.stringify(rs.jwk), rs.jwk.n ?? '', '\0'.repeat(32)];
    for (const text of texts)
      for (const header of [{ alg: 'HS256' }, { alg: 'HS256', kid: 'rs' }])
        expect(await answerTo(served, await sign(header, new TextEncoder().encode(text)))).toEqual(invalid);
  });

  it('refuses an algorithm that is off the list, though its key is served', async () => {
    const odd = await Promise.all(['PS256', 'ES384', 'RS512'].map((alg) => makeKey(alg, alg)));
    const more = await serve(odd);
    const { createTokenKeys } = await import('../../src/clients/token-keys.ts');
    const { createTokenVerifier } = await import('../../src/utils/create-token-verifier.ts');
    const verify = createTokenVerifier({ secret: null, keys: createTokenKeys(more.url), issuer: claims.iss });
    for (const { kid, alg, privateKey } of odd)
      await expect(verify(await sign({ alg, kid }, privateKey))).rejects.toMatchObject({ code: 'invalid_token' });
    await more.stop();
  });
});

describe('an app with a shared secret', () => {
  it('refuses another algorithm of the same secret', async () => {
    for (const alg of ['HS384', 'HS512']) {
      const long = new Uint8Array([...secret, ...secret]);
      expect(await answerTo(shared, await sign({ alg }, long))).toEqual(invalid);
    }
  });

  it('refuses an empty secret', async () => {
    expect(await answerTo(shared, await sign({ alg: 'HS256' }, new Uint8Array(32)))).toEqual(invalid);
  });

  it('lets the database refuse what expired a second ago, where clocks may differ', async () => {
    expect(await answerTo(shared, await signShared({ exp: now() - 1 }), '/v1/me')).toEqual([401, 'token_expired']);
  });

  it('does not believe a role that a token claims', async () => {
    const forged = { app_metadata: { roles: ['admin'] }, user_metadata: { role: 'admin' }, user_role: 'admin' };
    expect(await answerTo(shared, await signShared(forged), '/test/admin')).toEqual([403, 'role_required']);
  });
});
