import { setTimeout as wait } from 'node:timers/promises';
import { afterAll, expect, it } from '@jest/globals';
import type { FastifyInstance } from 'fastify';
import { Redis } from 'ioredis';
import { startTestApp } from '../support/start-test-app.ts';

const effects: string[] = [];
const test = startTestApp({}, (app: FastifyInstance) => {
  const onRequest = app.authenticate;
  app.post<{ Body: { name: string } }>('/test/notes', { onRequest }, async ({ body }, reply) => {
    effects.push(body.name);
    await wait(100);
    return reply.code(201).send({ data: { name: body.name, secret: crypto.randomUUID() } });
  });
  app.delete<{ Params: { id: string } }>('/test/notes/:id', { onRequest }, async ({ params }, reply) => {
    effects.push(params.id);
    return reply.code(204).send();
  });
});

const redis = new Redis(process.env['REDIS_URL'] ?? '');
afterAll(() => redis.disconnect());

const newKey = () => ({ 'idempotency-key': crypto.randomUUID() });
const effectsOf = (name: string): number => effects.filter((effect) => effect === name).length;

it('refuses a key that is used again for another body, URL or condition', async () => {
  const user = await test.newUser();
  const [name, other, key] = [crypto.randomUUID(), crypto.randomUUID(), newKey()];
  expect((await user.api('POST', '/test/notes', { name }, key)).status).toBe(201);
  for (const [body, headers] of [
    [{ name: other }, key],
    [{ name }, { ...key, 'if-match': '"2"' }],
  ] as const) {
    const reply = await user.api('POST', '/test/notes', body, headers);
    expect([reply.status, reply.body.error.code]).toEqual([422, 'idempotency_key_reused']);
  }
  expect((await user.api('DELETE', '/test/notes/1', undefined, key)).status).toBe(204);
  expect((await user.api('DELETE', '/test/notes/2', undefined, key)).status).toBe(422);
  expect([effectsOf(name), effectsOf(other), effectsOf('2')]).toEqual([1, 0, 0]);
});

it('lets ten requests with one key, at the same time, have one effect', async () => {
  const user = await test.newUser();
  const [name, key] = [crypto.randomUUID(), newKey()];
  const replies = await Promise.all(Array.from({ length: 10 }, () => user.api('POST', '/test/notes', { name }, key)));
  expect(replies.map(({ status }) => status).sort()).toEqual([201, ...Array(9).fill(409)]);
  expect(effectsOf(name)).toBe(1);
});

it('gives nobody the reply that another got for the same key', async () => {
  const [owner, thief] = await Promise.all([test.newUser(), test.newUser()]);
  const [name, key] = [crypto.randomUUID(), newKey()];
  const kept = await owner.api('POST', '/test/notes', { name }, key);
  const stolen = await thief.api('POST', '/test/notes', { name }, key);
  expect(stolen.status).toBe(201);
  expect(stolen.headers['idempotency-replayed']).toBeUndefined();
  expect(stolen.body.data.secret).not.toBe(kept.body.data.secret);
  expect((await owner.api('POST', '/test/notes', { name }, key)).body).toEqual(kept.body);
  const { status, body } = await test.anonymous.api('POST', '/test/notes', { name }, key);
  expect([status, body.error.code]).toEqual([401, 'token_required']);
});

it('keeps no reply that shows a secret', async () => {
  const user = await test.newUser();
  const [key, other] = [newKey(), crypto.randomUUID()];
  const create = () =>
    user.api('POST', '/v1/webhook-endpoints', { url: 'https://hooks.example.com/in', events: ['invoice.paid'] }, key);
  const [first, second] = [await create(), await create()];
  // The control: what is kept is found so.
  await user.api('POST', '/test/notes', { name: other }, newKey());
  const names = await redis.keys('idempotency:*');
  const kept = JSON.stringify(await redis.mget(names));
  expect(kept).toContain(other);
  for (const { status, headers, body } of [first, second]) {
    expect([status, headers['idempotency-replayed']]).toEqual([201, undefined]);
    expect(kept).not.toContain(body.data.secret);
  }
  expect(first.body.data.secret).not.toBe(second.body.data.secret);
});
