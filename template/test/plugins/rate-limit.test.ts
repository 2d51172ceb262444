import { afterAll, describe, expect, it } from '@jest/globals';
import { Redis } from 'ioredis';
import { scratchDir } from '../../stack/scratch-dir.ts';
import { startRedis } from '../../stack/start-redis.ts';
import { startTestApp } from '../support/start-test-app.ts';

// A Redis of its own: it is emptied, and stopped, while the API runs.
const { dir, remove } = await scratchDir();
const redis = await startRedis({ dir, port: 0, keep: false, databases: 1 });
if (redis === null) throw new Error('This needs Redis: run `npm run setup`.');
process.env['REDIS_URL'] = redis.url;
const direct = new Redis(redis.url, { lazyConnect: true });
direct.on('error', () => undefined);

const limits = { RATE_LIMIT_PER_MINUTE: 5 };
const test = startTestApp(limits);
const second = startTestApp(limits);
afterAll(async () => {
  direct.disconnect();
  await redis.stop();
  await remove();
});

const addresses = Array.from({ length: 250 }, (_, n) => `203.0.113.${n + 1}`).values();
const newAddress = (): string => addresses.next().value ?? '';

const call = async (remoteAddress: string, headers = {}, app = test.app()) => {
  const reply = await app.inject({ url: '/docs/json', remoteAddress, headers });
  return { status: reply.statusCode, headers: reply.headers, body: reply.json() };
};
const statuses = async (count: number, from: (n: number) => ReturnType<typeof call>): Promise<number[]> => {
  const seen: number[] = [];
  for (const n of Array(count).keys()) seen.push((await from(n)).status);
  return seen;
};

describe('the rate limit', () => {
  it('counts down, then answers 429 and when to come back', async () => {
    const address = newAddress();
    const first = await call(address);
    expect(first.headers).toMatchObject({ 'ratelimit-limit': '5', 'ratelimit-remaining': '4' });
    expect(Number(first.headers['ratelimit-reset'])).toBeGreaterThan(0);
    expect(await statuses(4, () => call(address))).toEqual([200, 200, 200, 200]);
    const refused = await call(address);
    expect(refused).toMatchObject({
      status: 429,
      body: { error: { code: 'rate_limited' }, statusCode: 429 },
      headers: { 'ratelimit-remaining': '0', 'x-request-id': expect.any(String) },
    });
    const seconds = Number(refused.headers['retry-after']);
    expect(seconds).toBeGreaterThan(0);
    expect(seconds).toBeLessThanOrEqual(60);
    expect((await call(newAddress())).status).toBe(200);
  });

  it('counts what other instances let through', async () => {
    const address = newAddress();
    expect(await statuses(3, () => call(address))).toEqual([200, 200, 200]);
    expect(await statuses(3, () => call(address, {}, second.app()))).toEqual([200, 200, 429]);
  });

  // Last: Redis is gone after it.
  it('goes on in this process while Redis is away', async () => {
    const address = newAddress();
    await call(address);
    expect(Number(await direct.get(`rate:${address}`))).toBe(1);
    await redis.stop();
    expect((await call(address)).headers['ratelimit-remaining']).toBe('4');
    const ready = await test.app().inject({ url: '/health/ready', remoteAddress: newAddress() });
    // The API serves without Redis, and says that it is gone.
    expect(ready.statusCode).toBe(200);
    expect(ready.json().data.checks).toEqual({ supabase: 'ok', redis: 'failed', queue: 'failed' });
  });

  it('never counts the probe of a live process', async () => {
    const remoteAddress = newAddress();
    const replies = Array.from({ length: 10 }, () => test.app().inject({ url: '/health/live', remoteAddress }));
    expect((await Promise.all(replies)).map(({ statusCode }) => statusCode)).toEqual(
      Array.from({ length: 10 }, () => 200),
    );
  });
});
