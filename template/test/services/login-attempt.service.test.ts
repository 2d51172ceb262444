import { afterAll, describe, expect, it } from '@jest/globals';
import { Redis } from 'ioredis';
import { scratchDir } from '../../stack/scratch-dir.ts';
import { startRedis } from '../../stack/start-redis.ts';

// A Redis of its own, so that its keys are those of the attempts.
const { dir, remove } = await scratchDir();
const redis = await startRedis({ dir, port: 0, keep: false, databases: 1 });
if (redis === null) throw new Error('This needs Redis: run `npm run setup`.');
process.env['REDIS_URL'] = redis.url;
const { redis: client } = await import('../../src/clients/redis.ts');
client?.on('error', () => undefined);
await client?.connect();
const { loginAttemptService } = await import('../../src/services/login-attempt.service.ts');
const direct = new Redis(redis.url);
direct.on('error', () => undefined);
afterAll(async () => {
  client?.disconnect();
  direct.disconnect();
  await redis.stop();
  await remove();
});

const newEmail = (): string => `user-${crypto.randomUUID()}@example.com`;
const addresses = Array.from({ length: 250 }, (_, n) => `203.0.113.${n + 1}`).values();
const newAddress = (): string => addresses.next().value ?? '';

const outcome = async (email: string, address: string): Promise<string> => {
  try {
    await loginAttemptService.check(email, address);
    return 'taken';
  } catch (error) {
    const { code, statusCode, details } = error as { code: string; statusCode: number; details: object };
    expect([statusCode, Object.keys(details)]).toEqual([429, ['retry_after_seconds']]);
    return code;
  }
};
const fail = async (email: string, address: string): Promise<string> => {
  const result = await outcome(email, address);
  if (result === 'taken') await loginAttemptService.failed(email);
  return result;
};
const many = (count: number, one: () => Promise<string>) => Promise.all(Array.from({ length: count }, one));
describe('attempts to sign in', () => {
  it('are refused with 429, and when to come back, after ten at one address', async () => {
    const [email, address] = [newEmail(), newAddress()];
    await many(12, () => fail(email, address));
    expect(await outcome(email, address)).toBe('too_many_attempts');
    expect(await outcome(newEmail(), address)).toBe('taken');
  });

  it('begin anew once the user has signed in, there', async () => {
    const [email, owner] = [newEmail(), newAddress()];
    await many(9, () => fail(email, owner));
    expect(await outcome(email, owner)).toBe('taken');
    await loginAttemptService.succeeded(email, owner);
    expect(await outcome(email, owner)).toBe('taken');
  });

  it('leave no address of a person in Redis', async () => {
    const email = newEmail();
    await fail(email, newAddress());
    const keys = await direct.keys('login-*');
    expect(keys.length).toBeGreaterThan(0);
    expect(keys.join()).not.toContain('example');
  });
});
