import { afterAll, expect, it } from '@jest/globals';
import { scratchDir } from '../../stack/scratch-dir.ts';
import { startRedis } from '../../stack/start-redis.ts';

// A Redis of its own, which is stopped while attempts go on.
const { dir, remove } = await scratchDir();
const redis = await startRedis({ dir, port: 0, keep: false, databases: 1 });
if (redis === null) throw new Error('This needs Redis: run `npm run setup`.');
process.env['REDIS_URL'] = redis.url;
const { redis: client } = await import('../../src/clients/redis.ts');
client?.on('error', () => undefined);
await client?.connect();
const { loginAttemptService } = await import('../../src/services/login-attempt.service.ts');
afterAll(async () => {
  client?.disconnect();
  await redis.stop();
  await remove();
});

const newEmail = (): string => `user-${crypto.randomUUID()}@example.com`;
const addresses = Array.from({ length: 250 }, (_, n) => `203.0.113.${n + 1}`).values();
const newAddress = (): string => addresses.next().value ?? '';

const attempt = async (email: string, address: string): Promise<string> => {
  try {
    await loginAttemptService.check(email, address);
    return 'taken';
  } catch (error) {
    return String(Reflect.get(Object(error), 'code'));
  }
};
const guess = async (email: string, address: string): Promise<string> => {
  const result = await attempt(email, address);
  if (result === 'taken') await loginAttemptService.failed(email);
  return result;
};
const atOnce = (count: number, one: () => Promise<string>) => Promise.all(Array.from({ length: count }, one));
const timed = async (run: () => Promise<unknown>): Promise<number> => {
  const started = performance.now();
  await run();
  return performance.now() - started;
};
const tenTaken = (results: readonly string[]): void => {
  expect(results.filter((result) => result === 'taken')).toHaveLength(10);
  expect(new Set(results)).toEqual(new Set(['taken', 'too_many_attempts']));
};

it('lets one address guess ten passwords of an account, even all at once', async () => {
  const [email, address] = [newEmail(), newAddress()];
  tenTaken(await atOnce(30, () => guess(email, address)));
  for (const same of [email.toUpperCase(), ` ${email} `])
    expect(await attempt(same, address)).toBe('too_many_attempts');
});

it('lets no stranger lock somebody out', async () => {
  const [email, stranger, owner] = [newEmail(), newAddress(), newAddress()];
  await atOnce(30, () => guess(email, stranger));
  expect([await attempt(email, stranger), await attempt(email, owner)]).toEqual(['too_many_attempts', 'taken']);
});

it('makes guessing from many addresses slow, and not the owner where they were signed in', async () => {
  const [email, home] = [newEmail(), newAddress()];
  await loginAttemptService.succeeded(email, home);
  expect(await timed(() => attempt(email, newAddress()))).toBeLessThan(400);
  for (const _ of Array(23).keys()) await loginAttemptService.failed(email);
  expect(await timed(() => attempt(email, newAddress()))).toBeGreaterThan(700);
  expect(await timed(() => attempt(email, home))).toBeLessThan(400);
});

it('gives a guesser nothing back because the owner signs in', async () => {
  const [email, stranger, owner] = [newEmail(), newAddress(), newAddress()];
  await atOnce(12, () => guess(email, stranger));
  await loginAttemptService.succeeded(email, owner);
  expect(await attempt(email, stranger)).toBe('too_many_attempts');
});

// Last: Redis is gone after it.
it('counts guesses in this process while Redis is away', async () => {
  await redis.stop();
  const [email, address] = [newEmail(), newAddress()];
  tenTaken(await atOnce(15, () => guess(email, address)));
});
