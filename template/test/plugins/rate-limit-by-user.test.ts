import { describe, expect, it } from '@jest/globals';
import type { FastifyInstance } from 'fastify';
import { startTestApp } from '../support/start-test-app.ts';

const prepare = (app: FastifyInstance): void => {
  app.get('/test/open', { config: { rateLimit: 3 } }, async () => ({ data: 'open' }));
  app.get('/test/own', { onRequest: app.authenticate, config: { rateLimit: 3 } }, async () => ({ data: 'own' }));
  app.get('/test/any', { onRequest: app.authenticate }, async () => ({ data: 'any' }));
};
const limits = { RATE_LIMIT_PER_MINUTE: 50, RATE_LIMIT_PER_USER_PER_MINUTE: 8 };
const test = startTestApp(limits, prepare);
const second = startTestApp(limits, prepare);

const addresses = Array.from({ length: 250 }, (_, n) => `198.51.100.${n + 1}`).values();
const newAddress = (): string => addresses.next().value ?? '';
const call = async (url: string, remoteAddress: string, token: string | null = null, app = test.app()) => {
  const headers = token === null ? {} : { authorization: `Bearer ${token}` };
  const { statusCode, headers: answered } = await app.inject({ url, remoteAddress, headers });
  return { status: statusCode, left: Number(answered['ratelimit-remaining']), headers: answered };
};
const statuses = async (count: number, one: (n: number) => ReturnType<typeof call>): Promise<number[]> => {
  const seen: number[] = [];
  for (const n of Array(count).keys()) seen.push((await one(n)).status);
  return seen;
};

describe('the limit of a route', () => {
  it('is stricter than the general one, for each address, on all instances', async () => {
    const address = newAddress();
    expect(await statuses(2, () => call('/test/open', address))).toEqual([200, 200]);
    const third = await call('/test/open', address, null, second.app());
    expect([third.status, third.left, third.headers['ratelimit-limit']]).toEqual([200, 0, '3']);
    const refused = await call('/test/open', address, null, second.app());
    expect(refused.status).toBe(429);
    expect(Number(refused.headers['retry-after'])).toBeGreaterThan(0);
    expect((await call('/docs/json', address)).status).toBe(200);
    expect((await call('/test/open', newAddress())).status).toBe(200);
  });

  it('follows a user from address to address', async () => {
    const [user, other] = await Promise.all([test.newUser(), test.newUser()]);
    expect(await statuses(4, () => call('/test/own', newAddress(), user.token))).toEqual([200, 200, 200, 429]);
    expect((await call('/test/own', newAddress(), other.token)).status).toBe(200);
  });
});

describe('the limit of a user', () => {
  it('holds for all of their addresses and routes', async () => {
    const user = await test.newUser();
    expect(await statuses(8, () => call('/test/any', newAddress(), user.token))).toEqual(Array(8).fill(200));
    expect((await call('/test/any', newAddress(), user.token)).status).toBe(429);
    expect((await call('/v1/me', newAddress(), user.token)).status).toBe(429);
  });
});
