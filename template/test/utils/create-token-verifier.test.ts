import { createHmac, randomBytes } from 'node:crypto';
import { afterAll, afterEach, beforeEach, describe, expect, it, jest } from '@jest/globals';
import { createTokenKeys } from '../../src/clients/token-keys.ts';
import { createTokenVerifier } from '../../src/utils/create-token-verifier.ts';
import { tokenIssuer, type SigningKey } from '../support/token-issuer.ts';

// What is refused stands in test/security/tokens.test.ts and token-keys.test.ts.
const { claims, makeKey, sign, serve } = tokenIssuer;
const keys = {
  es256: await makeKey('es', 'ES256'),
  rs256: await makeKey('rs', 'RS256'),
  eddsa: await makeKey('ed', 'EdDSA'),
};
const { url, served, stop } = await serve(Object.values(keys));
const ours = Object.values(keys).map(({ jwk }) => jwk);
beforeEach(() => void Object.assign(served, { keys: ours, fetches: 0, status: 200, body: null }));
afterEach(() => void jest.useRealTimers());
afterAll(stop);

const user = { id: claims.sub, email: claims.email };
const token = ({ kid, alg, privateKey }: SigningKey, sub = claims.sub): Promise<string> =>
  sign({ alg, kid }, privateKey, { sub });
const verifier = (address = url) =>
  createTokenVerifier({ secret: null, keys: createTokenKeys(address), issuer: claims.iss });
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

const invalid = { statusCode: 401, code: 'invalid_token' };
const unavailable = expect.objectContaining({ statusCode: 503, code: 'keys_unavailable' });

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
    ['fails', 500, null],
    ['answers no JSON', 200, '<html>'],
    ['answers no keys', 200, '{"keys":"none"}'],
  ])('says that tokens cannot be verified now when the address of the keys %s', async (_, status, body) => {
    Object.assign(served, { status, body });
    const verify = verifier();
    await expect(verify(await token(keys.es256))).rejects.toThrow(unavailable);
    Object.assign(served, { status: 200, body: null });
    await expect(verify(await token(keys.es256))).resolves.toEqual(user);
  });

  it('says so as well when nothing answers there', async () => {
    const verify = verifier('http://127.0.0.1:1/jwks.json');
    await expect(verify(await token(keys.es256))).rejects.toThrow(unavailable);
    await expect(verify('not.a.token')).rejects.toMatchObject(invalid);
  });
});

describe('a token that was verified', () => {
  const verifications = () => jest.spyOn(crypto.subtle, 'verify');
  afterEach(() => void jest.restoreAllMocks());

  it('is not verified again, and nothing is fetched for it', async () => {
    const verify = verifier();
    const [one, other] = [await token(keys.es256), await token(keys.es256, crypto.randomUUID())];
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
    const [head = '', body = '', signature = ''] = good.split('.');
    const tampered = `${head}.${body}.${signature.startsWith('A') ? 'B' : 'A'}${signature.slice(1)}`;
    await expect(verify(tampered)).rejects.toMatchObject(invalid);
    moveClock(3_600_500);
    // Five seconds are allowed for clocks that differ.
    await expect(verify(good)).resolves.toEqual(user);
    moveClock(6_000);
    await expect(verify(good)).rejects.toMatchObject({ code: 'token_expired' });
  });

  it('is refused when its key is taken back or replaced, as soon as the keys are fetched anew', async () => {
    const verify = verifier();
    const tokens = await Promise.all([keys.es256, keys.rs256].map((key) => token(key)));
    await Promise.all(tokens.map(verify));
    const successor = await makeKey('es', 'ES256');
    served.keys = [successor.jwk];
    await expect(Promise.all(tokens.map(verify))).resolves.toEqual([user, user]);
    moveClock(601_000);
    for (const one of tokens) await expect(verify(one)).rejects.toMatchObject(invalid);
    expect(served.fetches).toBe(2);
    await expect(verify(await token(successor))).resolves.toEqual(user);
  });

  it('is forgotten when 10,000 others came after it', async () => {
    const secret = randomBytes(32);
    const verify = createTokenVerifier({ secret: secret.toString('base64url'), keys: null, issuer: null });
    const sealed = (n: number): string => {
      const body = { ...claims, exp: Math.floor(Date.now() / 1000) + 600, n };
      const text = [{ alg: 'HS256' }, body].map((part) => Buffer.from(JSON.stringify(part)).toString('base64url'));
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
