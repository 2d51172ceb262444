import { afterAll, afterEach, beforeEach, expect, it, jest } from '@jest/globals';
import type { FastifyInstance } from 'fastify';
import { startTestApp } from '../support/start-test-app.ts';
import { apiOf } from '../support/test-user.ts';
import { tokenIssuer, type SigningKey } from '../support/token-issuer.ts';

const { claims, makeKey, sign, serve } = tokenIssuer;
const [old, next] = await Promise.all([makeKey('old', 'ES256'), makeKey('next', 'ES256')]);
const { url, served, stop } = await serve([old]);
afterAll(stop);

const MINUTE = 60_000;
// The clock alone is moved, and never back: sockets and timers go on as they are.
const clock = { now: Date.now() };
const wait = (ms: number): void => {
  clock.now += ms;
  jest.setSystemTime(clock.now);
};
beforeEach(() => {
  const doNotFake = ['nextTick', 'setTimeout', 'setImmediate', 'queueMicrotask', 'setInterval'] as const;
  const norThese = ['clearTimeout', 'clearInterval', 'clearImmediate', 'performance'] as const;
  jest.useFakeTimers({ doNotFake: [...doNotFake, ...norThese] });
  served.keys = [old.jwk];
  // What the test before has fetched is forgotten.
  wait(MINUTE * 11);
});
afterEach(() => void jest.useRealTimers());

const settings = { SUPABASE_JWT_SECRET: null, SUPABASE_JWKS_URL: url, SUPABASE_JWT_ISSUER: claims.iss };
const test = startTestApp(settings, (app: FastifyInstance) => {
  app.get('/test/who', { onRequest: app.authenticate }, async () => ({ data: 'taken' }));
});
const tokenOf = ({ alg, privateKey }: SigningKey, kid: string): Promise<string> => sign({ alg, kid }, privateKey);
const statusOf = async (token: string): Promise<number> => (await apiOf(test.app(), token)('GET', '/test/who')).status;

it('asks for the keys at most once for 20 key ids that nobody knows', async () => {
  expect(await statusOf(await tokenOf(old, 'old'))).toBe(200);
  // Past the half minute in which it does not ask again in any case.
  wait(MINUTE);
  const before = served.fetches;
  const unknown = await Promise.all(Array.from({ length: 20 }, (_, n) => tokenOf(old, `unknown-${n}`)));
  expect(await Promise.all(unknown.map(statusOf))).toEqual(Array(20).fill(401));
  for (const token of unknown) expect(await statusOf(token)).toBe(401);
  expect(served.fetches - before).toBeLessThanOrEqual(1);
});

it('refuses a key that was taken back within ten minutes, though nothing asks for another', async () => {
  const token = await tokenOf(old, 'old');
  expect(await statusOf(token)).toBe(200);
  served.keys = [next.jwk];
  wait(MINUTE * 10 + 1000);
  expect(await statusOf(token)).toBe(401);
});

it('takes a new key within half a minute, and refuses the one that it replaced', async () => {
  const token = await tokenOf(old, 'old');
  expect(await statusOf(token)).toBe(200);
  served.keys = [next.jwk];
  wait(31_000);
  expect(await statusOf(await tokenOf(next, 'next'))).toBe(200);
  expect(await statusOf(token)).toBe(401);
});
