import { createHmac, randomBytes } from 'node:crypto';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterAll, afterEach, beforeEach, describe, expect, it, jest } from '@jest/globals';
import { exportJWK, exportSPKI, generateKeyPair, SignJWT, type CryptoKey, type JWK } from 'jose';
import { createTokenKeys } from '../../src/clients/token-keys.ts';
import { createTokenVerifier } from '../../src/utils/create-token-verifier.ts';

const issuer = 'https://project.supabase.co/auth/v1';
const sub = '0c8f8f5e-6f0a-4b62-9d3f-6a5b8f9d0001';
const user = { id: sub, email: 'a@example.com' };

type Key = { kid: string; alg: string; publicKey: CryptoKey; privateKey: CryptoKey; jwk: JWK };

const makeKey = async (kid: string, alg: string): Promise<Key> => {
  const { publicKey, privateKey } = await generateKeyPair(alg, { extractable: true });
  return { kid, alg, publicKey, privateKey, jwk: { ...(await exportJWK(publicKey)), kid, alg, use: 'sig' } };
};
const keys = {
  es256: await makeKey('es', 'ES256'),
  rs256: await makeKey('rs', 'RS256'),
  eddsa: await makeKey('ed', 'EdDSA'),
};

const served: { keys: JWK[]; fetches: number; status: number; body: string | null } = {
  keys: [],
  fetches: 0,
  status: 200,
  body: null,
};
const server = createServer((_request, reply) => {
  served.fetches += 1;
  reply.writeHead(served.status, { 'content-type': 'application/json' });
  reply.end(served.body ?? JSON.stringify({ keys: served.keys }));
});
await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
const jwksUrl = `http://127.0.0.1:${(server.address() as AddressInfo).port}/jwks.json`;

type Claims = Record<string, unknown>;
const token = (
  { kid, alg, privateKey }: Pick<Key, 'kid' | 'alg' | 'privateKey'>,
  claims: Claims = {},
): Promise<string> =>
  new SignJWT({ role: 'authenticated', email: user.email, aud: 'authenticated', iss: issuer, sub, ...claims })
    .setProtectedHeader({ alg, kid })
    .setIssuedAt()
    .setExpirationTime('1h')
    .sign(privateKey);

const invalid = expect.objectContaining({ statusCode: 401, code: 'invalid_token' });
const verifier = (url = jwksUrl) => createTokenVerifier({ secret: null, keys: createTokenKeys(url), issuer });

/** Moves the clock alone: timers go on as they do. */
const moveClock = (milliseconds: number): void =>
  void jest.useFakeTimers({
    now: Date.now() + milliseconds,
    doNotFake: [
      'nextTick',
      'setTimeout',
      'setImmediate',
      'queueMicrotask',
      'setInterval',
      'clearTimeout',
      'clearInterval',
      'clearImmediate',
      'performance',
    ],
  });

beforeEach(
  () =>
    void Object.assign(served, {
      keys: Object.values(keys).map(({ jwk }) => jwk),
      fetches: 0,
      status: 200,
      body: null,
    }),
);
afterEach(() => void jest.useRealTimers());
afterAll(async () => {
  server.closeAllConnections();
  await new Promise((resolve) => server.close(resolve));
});

describe('a verifier with a JWKS', () => {
  it.each(Object.values(keys))('takes $alg', async (key) => {
    await expect(verifier()(await token(key))).resolves.toEqual(user);
  });

  it('fetches the keys once, however many tokens come', async () => {
    const verify = verifier();
    const tokens = await Promise.all(Array.from({ length: 20 }, () => token(keys.es256)));
    await Promise.all(tokens.map(verify));
    await verify(await token(keys.rs256));
    expect(served.fetches).toBe(1);
  });

  it.each([
    ['another issuer', { iss: 'https://evil.example/auth/v1' }],
    ['no issuer', { iss: undefined }],
    ['another audience', { aud: 'other' }],
  ])('refuses %s', async (_, claims) => {
    await expect(verifier()(await token(keys.es256, claims))).rejects.toThrow(invalid);
  });

  it('refuses a key that is not served, though its id is', async () => {
    const forged = await makeKey('es', 'ES256');
    await expect(verifier()(await token(forged))).rejects.toThrow(invalid);
  });

  it.each([
    ['the text of the public key', async () => new TextEncoder().encode(await exportSPKI(keys.rs256.publicKey))],
    ['the JSON of the public key', async () => new TextEncoder().encode(JSON.stringify(keys.rs256.jwk))],
    ['an empty secret', async () => new Uint8Array(32)],
  ])('refuses HS256 signed with %s', async (_, secretOf) => {
    const forged = await new SignJWT({ role: 'authenticated', aud: 'authenticated', iss: issuer, sub })
      .setProtectedHeader({ alg: 'HS256', kid: 'rs' })
      .setExpirationTime('1h')
      .sign(await secretOf());
    await expect(verifier()(forged)).rejects.toThrow(invalid);
  });

  it.each(['PS256', 'ES384'])('refuses %s, even with a key that is served', async (alg) => {
    const key = await makeKey('other', alg);
    served.keys = [key.jwk];
    await expect(verifier()(await token(key))).rejects.toThrow(invalid);
  });

  it('refuses a token that brings its own key', async () => {
    const forged = await makeKey('es', 'ES256');
    const embedded = await new SignJWT({ role: 'authenticated', aud: 'authenticated', iss: issuer, sub })
      .setProtectedHeader({ alg: 'ES256', jwk: forged.jwk, jku: 'http://127.0.0.1:1/jwks.json' })
      .setExpirationTime('1h')
      .sign(forged.privateKey);
    await expect(verifier()(embedded)).rejects.toThrow(invalid);
  });

  it('asks at most once more for 20 key ids that nobody knows', async () => {
    const verify = verifier();
    await verify(await token(keys.es256));
    for (const n of Array(20).keys()) {
      await expect(verify(await token({ ...keys.es256, kid: `unknown-${n}` }))).rejects.toThrow(invalid);
    }
    expect(served.fetches).toBeLessThanOrEqual(2);
  });

  it('finds a new key once 30 seconds have passed since the last fetch, and forgets the old one', async () => {
    const verify = verifier();
    const old = await token(keys.es256);
    await verify(old);
    const next = await makeKey('next', 'ES256');
    served.keys = [next.jwk];
    moveClock(31_000);
    await expect(verify(await token(next))).resolves.toEqual(user);
    expect(served.fetches).toBe(2);
    await expect(verify(old)).rejects.toThrow(invalid);
  });

  it.each([
    ['fails', 500, null],
    ['answers no JSON', 200, '<html>'],
    ['answers no keys', 200, '{"keys":"none"}'],
  ])('says that tokens cannot be verified now when the address of the keys %s', async (_, status, body) => {
    Object.assign(served, { status, body });
    const verify = verifier();
    const unavailable = expect.objectContaining({ statusCode: 503, code: 'keys_unavailable' });
    await expect(verify(await token(keys.es256))).rejects.toThrow(unavailable);
    Object.assign(served, { status: 200, body: null });
    await expect(verify(await token(keys.es256))).resolves.toEqual(user);
  });

  it('says so as well when nothing answers there', async () => {
    const verify = verifier('http://127.0.0.1:1/jwks.json');
    await expect(verify(await token(keys.es256))).rejects.toThrow(
      expect.objectContaining({ statusCode: 503, code: 'keys_unavailable' }),
    );
    await expect(verify('not.a.token')).rejects.toThrow(invalid);
  });
});

describe('a token that was verified', () => {
  const verifications = () => jest.spyOn(crypto.subtle, 'verify');
  afterEach(() => void jest.restoreAllMocks());

  it('is not verified again, and nothing is fetched for it', async () => {
    const verify = verifier();
    const [one, other] = [await token(keys.es256), await token(keys.es256, { sub: sub.replace(/1$/, '2') })];
    const verified = verifications();
    for (const _ of Array(5).keys()) await expect(verify(one)).resolves.toEqual(user);
    expect((await verify(other)).id).not.toBe(user.id);
    expect(verified).toHaveBeenCalledTimes(2);
    expect(served.fetches).toBe(1);
  });

  it('is refused once it ends, and when a byte of it is another', async () => {
    const verify = verifier();
    const good = await token(keys.es256);
    await verify(good);
    const [head = '', claims = '', signature = ''] = good.split('.');
    const tampered = `${head}.${claims}.${signature.startsWith('A') ? 'B' : 'A'}${signature.slice(1)}`;
    await expect(verify(tampered)).rejects.toThrow(invalid);
    moveClock(3_604_000);
    // Five seconds are allowed for clocks that differ.
    await expect(verify(good)).resolves.toEqual(user);
    moveClock(2_000);
    await expect(verify(good)).rejects.toThrow(expect.objectContaining({ code: 'token_expired' }));
  });

  it('is refused when its key is taken back or replaced, as soon as the keys are fetched anew', async () => {
    const verify = verifier();
    const tokens = await Promise.all([keys.es256, keys.rs256].map((key) => token(key)));
    await Promise.all(tokens.map(verify));
    const successor = await makeKey('es', 'ES256');
    served.keys = [successor.jwk];
    await expect(Promise.all(tokens.map(verify))).resolves.toEqual([user, user]);
    moveClock(601_000);
    for (const one of tokens) await expect(verify(one)).rejects.toThrow(invalid);
    expect(served.fetches).toBe(2);
    await expect(verify(await token(successor))).resolves.toEqual(user);
  });

  it('is forgotten when 10,000 others came after it', async () => {
    const secret = randomBytes(32);
    const verify = createTokenVerifier({ secret: secret.toString('base64url'), keys: null, issuer: null });
    const sealed = (n: number): string => {
      const claims = { role: 'authenticated', aud: 'authenticated', sub, exp: Math.floor(Date.now() / 1000) + 600, n };
      const text = [{ alg: 'HS256' }, claims].map((part) => Buffer.from(JSON.stringify(part)).toString('base64url'));
      const seal = createHmac('sha256', secret.toString('base64url')).update(text.join('.')).digest('base64url');
      return [...text, seal].join('.');
    };
    const first = sealed(0);
    await verify(first);
    const verified = verifications();
    await verify(first);
    expect(verified).toHaveBeenCalledTimes(0);
    for (const n of Array(100).keys())
      await Promise.all([...Array(100).keys()].map((m) => verify(sealed(1 + n * 100 + m))));
    await verify(first);
    expect(verified).toHaveBeenCalledTimes(10_001);
    await verify(sealed(10_000));
    expect(verified).toHaveBeenCalledTimes(10_001);
  });
});
