import { afterAll, describe, expect, it } from '@jest/globals';
import { setTimeout as wait } from 'node:timers/promises';
import type { FastifyInstance } from 'fastify';
import { Redis } from 'ioredis';
import { appError } from '../../src/utils/app-error.ts';
import { startTestApp } from '../support/start-test-app.ts';

const effects: string[] = [];
const failing = { times: 0 };
const prepare = (app: FastifyInstance): void => {
  const onRequest = app.authenticate;
  app.post<{ Body: { name: string } }>('/test/notes', { onRequest }, async ({ body }, reply) => {
    effects.push(body.name);
    await wait(150);
    return reply
      .code(201)
      .headers({ location: '/test/notes/1', etag: '"1"' })
      .send({ data: { name: body.name, n: effects.length } });
  });
  app.post('/test/slow', { onRequest }, async () => {
    await wait(1500);
    effects.push('slow');
    return { data: 'late' };
  });
  app.post('/test/failing', { onRequest }, async () => {
    failing.times += 1;
    if (failing.times === 1) throw appError.unavailable('away', 'Away.');
    return { data: failing.times };
  });
  app.post('/test/open', async () => ({ data: crypto.randomUUID() }));
};
const [first, second] = [startTestApp({}, prepare), startTestApp({}, prepare)];
const hurried = startTestApp({ REQUEST_TIMEOUT_MS: 1000 }, prepare);
const redis = new Redis(process.env['REDIS_URL'] ?? '');
afterAll(() => redis.disconnect());

const newKey = () => ({ 'idempotency-key': crypto.randomUUID() });
const count = (name: string): number => effects.filter((effect) => effect === name).length;

describe('a request that is sent again with its key', () => {
  it('takes effect once, and has the same reply on any instance', async () => {
    const user = await first.newUser();
    const [name, key] = [crypto.randomUUID(), newKey()];
    const original = await user.api('POST', '/test/notes', { name }, key);
    expect(original.status).toBe(201);
    expect(original.headers['idempotency-replayed']).toBeUndefined();
    const again = await second.app().inject({
      method: 'POST',
      url: '/test/notes',
      headers: { authorization: `Bearer ${user.token}`, 'content-type': 'application/json', ...key },
      payload: JSON.stringify({ name }),
    });
    expect([again.statusCode, again.json()]).toEqual([201, original.body]);
    const { location, etag, 'content-type': type } = original.headers;
    expect(again.headers).toMatchObject({ location, etag, 'content-type': type, 'idempotency-replayed': 'true' });
    expect(count(name)).toBe(1);
  });

  it('is tried again where it failed', async () => {
    const user = await first.newUser();
    const key = newKey();
    expect((await user.api('POST', '/test/failing', {}, key)).status).toBe(503);
    expect((await user.api('POST', '/test/failing', {}, key)).body).toEqual({ data: 2 });
    expect((await user.api('POST', '/test/failing', {}, key)).body).toEqual({ data: 2 });
  });

  it('is not tried again while a handler that ran out of time may still be at work', async () => {
    const user = await hurried.newUser();
    const key = newKey();
    expect((await user.api('POST', '/test/slow', {}, key)).status).toBe(503);
    const again = await user.api('POST', '/test/slow', {}, key);
    expect([again.status, again.body.error.code]).toEqual([409, 'idempotency_in_progress']);
  });

  it('is kept for a day', async () => {
    const user = await first.newUser();
    const before = new Set(await redis.keys('idempotency:*'));
    await user.api('POST', '/test/notes', { name: 'kept' }, newKey());
    const [mine = ''] = (await redis.keys('idempotency:*')).filter((key) => !before.has(key));
    expect(await redis.ttl(mine)).toBeGreaterThan(86_000);
  });
});

describe('a key', () => {
  it.each(['', ' ', 'a b', 'ä', 'x'.repeat(256)])('of another form (%s) is refused', async (key) => {
    const user = await first.newUser();
    const { status, body } = await user.api('POST', '/test/notes', { name: 'n' }, { 'idempotency-key': key });
    expect([status, body.error.code]).toEqual([400, 'idempotency_key_invalid']);
  });

  it('means nothing where nobody is signed in, or nothing is changed', async () => {
    const key = newKey();
    const open = () => first.anonymous.api('POST', '/test/open', {}, key);
    expect((await open()).body.data).not.toBe((await open()).body.data);
    const user = await first.newUser();
    const got = await user.api('GET', '/v1/me', undefined, key);
    expect([got.status, got.headers['idempotency-replayed']]).toEqual([200, undefined]);
  });
});
