import { describe, expect, it } from '@jest/globals';
import type { FastifyPluginAsyncZod } from 'fastify-type-provider-zod';
import { z } from 'zod';
import { startTestApp } from '../support/start-test-app.ts';

const echo: FastifyPluginAsyncZod = async (app) => {
  app.post('/echo', { schema: { body: z.strictObject({ a: z.json() }) } }, ({ body }) => ({ data: body }));
};
const test = startTestApp({ BODY_LIMIT: 700_000 }, (app) => void app.register(echo));

const post = async (payload: string | Buffer, headers: Record<string, string> = {}) => {
  const reply = await test
    .app()
    .inject({ method: 'POST', url: '/echo', payload, headers: { 'content-type': 'application/json', ...headers } });
  return { status: reply.statusCode, body: reply.json(), code: reply.json().error?.code };
};

describe('a body', () => {
  it.each(['application/json', 'application/json; charset=utf-8', 'application/merge-patch+json'])(
    'is taken as %s',
    async (type) => {
      expect(await post('{"a":1}', { 'content-type': type })).toMatchObject({ status: 200, body: { data: { a: 1 } } });
    },
  );

  it('is not taken without a type', async () => {
    const reply = await test.app().inject({ method: 'POST', url: '/echo', payload: Buffer.from('{"a":1}') });
    expect(reply.statusCode).toBe(415);
  });

  it.each([
    ['nothing', '', 'validation_failed'],
    ['no JSON', '{a:1}', 'bad_request'],
    ['half of it', '{"a":', 'bad_request'],
    ['an unknown key', '{"a":1,"b":2}', 'validation_failed'],
    ['null', 'null', 'validation_failed'],
    ['an array', '[]', 'validation_failed'],
  ])('with %s is a 400 in our format', async (_, text, code) => {
    const reply = await post(text);
    expect(reply).toMatchObject({ status: 400, code, body: { statusCode: 400 } });
  });

  it.each([
    [99, 200],
    [100, 400],
  ])('with %d levels of array below its own is a %d', async (depth, status) => {
    expect((await post(`{"a":${'['.repeat(depth)}${']'.repeat(depth)}}`)).status).toBe(status);
  });

  it('is refused as a merge patch where it is no JSON', async () => {
    const type = { 'content-type': 'application/merge-patch+json' };
    expect((await post('{', type)).status).toBe(400);
  });

  it('is limited', async () => {
    const text = (size: number): string => JSON.stringify({ a: 'x'.repeat(size - 8) });
    expect(text(700_000)).toHaveLength(700_000);
    expect((await post(text(700_000))).status).toBe(200);
    expect(await post(text(700_001))).toMatchObject({ status: 413, code: 'body_too_large' });
    expect(await post(text(700_001), { 'content-type': 'application/merge-patch+json' })).toMatchObject({
      status: 413,
    });
  });

  it('tells where a value is wrong', async () => {
    expect((await post('{"b":1}')).body.error.details).toEqual([
      { in: 'body', path: 'a', message: expect.any(String) },
      { in: 'body', path: '', message: expect.stringContaining('"b"') },
    ]);
  });
});
