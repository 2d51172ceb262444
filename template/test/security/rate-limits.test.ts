import { afterAll, expect, it } from '@jest/globals';
import type { FastifyInstance } from 'fastify';
import { scratchDir } from '../../stack/scratch-dir.ts';
import { startRedis } from '../../stack/start-redis.ts';
import { startTestApp } from '../support/start-test-app.ts';

// A Redis of its own: it is stopped while the API runs.
const { dir, remove } = await scratchDir();
const redis = await startRedis({ dir, port: 0, keep: false, databases: 1 });
if (redis === null) throw new Error('This needs Redis: run `npm run setup`.');
process.env['REDIS_URL'] = redis.url;

const prepare = (app: FastifyInstance): void => {
  app.get('/test/open', async () => ({ data: 'open' }));
  app.get('/test/own', { onRequest: app.authenticate }, async () => ({ data: 'own' }));
  app.get('/test/strict', { config: { rateLimit: 2 } }, async () => ({ data: 'strict' }));
};
const limits = { RATE_LIMIT_PER_MINUTE: 5, RATE_LIMIT_PER_USER_PER_MINUTE: 5 };
const test = startTestApp({ ...limits, TRUSTED_PROXIES: ['10.0.0.0/8'] }, prepare);
const direct = startTestApp({ ...limits, TRUSTED_PROXIES: [] }, prepare);
afterAll(async () => {
  await redis.stop();
  await remove();
});

const addresses = Array.from({ length: 250 }, (_, n) => `203.0.113.${n + 1}`).values();
const newAddress = (): string => addresses.next().value ?? '';

type Call = { readonly url?: string; readonly from: string; readonly headers?: Readonly<Record<string, string>> };
const call = async ({ url = '/test/open', from, headers = {} }: Call, app = test.app()): Promise<number> =>
  (await app.inject({ url, remoteAddress: from, headers })).statusCode;
const statuses = async (count: number, one: (n: number) => Promise<number>): Promise<number[]> => {
  const seen: number[] = [];
  for (const n of Array(count).keys()) seen.push(await one(n));
  return seen;
};
const fiveAndOut = [200, 200, 200, 200, 200, 429];

it.each(['x-forwarded-for', 'x-real-ip', 'forwarded', 'x-client-ip', 'cf-connecting-ip', 'true-client-ip'])(
  'counts a forged %s for the same caller',
  async (header) => {
    for (const app of [test.app(), direct.app()]) {
      const from = newAddress();
      const forged = (n: number) => call({ from, headers: { [header]: `198.51.100.${n}` } }, app);
      expect(await statuses(6, forged)).toEqual(fiveAndOut);
    }
  },
);

it('takes the address that a trusted proxy saw, and not what the caller put before it', async () => {
  const seen = newAddress();
  const through = (n: number) => call({ from: '10.1.2.3', headers: { 'x-forwarded-for': `198.51.100.${n}, ${seen}` } });
  expect(await statuses(6, through)).toEqual(fiveAndOut);
  expect(await call({ from: '10.1.2.3', headers: { 'x-forwarded-for': newAddress() } })).toBe(200);
});

it('counts an IPv6 host by its network, since it has every address of it', async () => {
  const one = (n: number) => call({ from: `2001:db8:1:2:${n}::${n}` });
  expect(await statuses(6, one)).toEqual(fiveAndOut);
  expect(await call({ from: '2001:db8:1:3::1' })).toBe(200);
});

it('counts what is not found, and what has no right token', async () => {
  const from = newAddress();
  const seen = await statuses(6, (n) => call({ from, url: n % 2 === 0 ? '/nowhere' : '/v1/me' }));
  expect(seen).toEqual([404, 401, 404, 401, 404, 429]);
});

it('holds the stricter limit of a route', async () => {
  const from = newAddress();
  expect(await statuses(3, () => call({ from, url: '/test/strict' }))).toEqual([200, 200, 429]);
});

it('holds the limit of a user who changes addresses', async () => {
  const { token } = await test.newUser();
  const headers = { authorization: `Bearer ${token}` };
  expect(await statuses(6, () => call({ from: newAddress(), url: '/test/own', headers }))).toEqual(fiveAndOut);
});

it('lets nobody use up the limit of a user without a token of theirs', async () => {
  const { token } = await test.newUser();
  const as = (bearer: string) => () =>
    call({ from: newAddress(), url: '/test/own', headers: { authorization: `Bearer ${bearer}` } });
  expect(await statuses(8, as(`${token.slice(0, -4)}AAAA`))).toEqual(Array(8).fill(401));
  expect(await statuses(5, as(token))).toEqual(Array(5).fill(200));
});

// Last: Redis is gone after it.
it('answers, and holds the limit in each instance, while the store of the limits is down', async () => {
  const from = newAddress();
  expect(await statuses(2, () => call({ from }))).toEqual([200, 200]);
  await redis.stop();
  expect(await statuses(6, () => call({ from }))).toEqual(fiveAndOut);
  expect(await call({ from: newAddress() })).toBe(200);
});
