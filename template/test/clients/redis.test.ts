import { afterAll, describe, expect, it } from '@jest/globals';
import { startRedisProxy } from '../support/start-redis-proxy.ts';
import { until } from '../support/until.ts';

const proxy = await startRedisProxy(process.env['REDIS_URL'] ?? '');
process.env['REDIS_URL'] = proxy.url;
const { redis } = await import('../../src/clients/redis.ts');
afterAll(async () => {
  redis?.disconnect();
  await proxy.stop();
});

describe('redis', () => {
  it('fails a command that is not answered, and those that wait behind it, and goes on once Redis answers', async () => {
    await redis?.connect();
    expect(await redis?.ping()).toBe('PONG');
    proxy.set('hang');
    const first = redis?.get('a');
    const others = Array.from({ length: 3 }, async () => redis?.get('b'));
    const began = performance.now();
    const settled = await Promise.allSettled([first, ...others]);
    expect(settled.map(({ status }) => status)).toEqual(Array.from({ length: 4 }, () => 'rejected'));
    expect(performance.now() - began).toBeLessThan(3000);
    proxy.set('pass');
    expect(await until(async () => redis?.ping().catch(() => null))).toBe('PONG');
  });
});
