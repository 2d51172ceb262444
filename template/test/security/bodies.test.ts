import { brotliCompressSync, deflateSync, gzipSync, zstdCompressSync } from 'node:zlib';
import { beforeAll, expect, it } from '@jest/globals';
import type { AddressInfo } from 'node:net';
import type { FastifyPluginAsyncZod } from 'fastify-type-provider-zod';
import { z } from 'zod';
import { exchange } from '../support/exchange.ts';
import { startTestApp } from '../support/start-test-app.ts';

const echo: FastifyPluginAsyncZod = async (app) => {
  app.post('/test/echo', { schema: { body: z.strictObject({ a: z.json() }) } }, ({ body }) => ({ data: body }));
};
const test = startTestApp({}, (app) => void app.register(echo));
beforeAll(() => test.app().listen({ port: 0, host: '127.0.0.1' }));

const json = { 'content-type': 'application/json' };
const post = async (body: NonNullable<RequestInit['body']>, headers: Readonly<Record<string, string>> = json) => {
  const { port } = test.app().server.address() as AddressInfo;
  const reply = await fetch(`http://127.0.0.1:${port}/test/echo`, {
    ...{ method: 'POST', headers, body, signal: AbortSignal.timeout(10_000) },
    ...(body instanceof ReadableStream ? { duplex: 'half' } : {}),
  } as RequestInit);
  const text = await reply.text();
  const { error = null } = JSON.parse(text);
  return [reply.status, error?.code ?? null];
};
const bytes = (text: string): Uint8Array<ArrayBuffer> => new Uint8Array(Buffer.from(text));

it('refuses a body of 1.1 MB, whether its length is announced or not', async () => {
  const text = (size: number): string => JSON.stringify({ a: 'x'.repeat(size - 8) });
  expect(await post(text(1_048_576))).toEqual([200, null]);
  for (const body of [text(1_100_000), new Blob([text(1_100_000)]).stream()])
    for (const type of ['application/json', 'application/merge-patch+json'])
      if (typeof body === 'string' || type === 'application/json')
        expect(await post(body, { 'content-type': type })).toEqual([413, 'body_too_large']);
});

const bomb = Buffer.from(JSON.stringify({ a: 'x'.repeat(20_000_000) }));
it.each<[string, (data: Buffer) => Buffer]>([
  ['gzip', gzipSync],
  ['x-gzip', gzipSync],
  ['deflate', deflateSync],
  ['br', brotliCompressSync],
  ['zstd', zstdCompressSync],
  ['identity, gzip', gzipSync],
])('inflates no bomb of %s', async (encoding, compress) => {
  const body = new Uint8Array(compress(bomb));
  expect(body.length).toBeLessThan(40_000);
  expect(await post(body, { ...json, 'content-encoding': encoding })).toEqual([415, 'unsupported_media_type']);
});

it.each([
  ['arrays', `{"a":${'['.repeat(100_000)}${']'.repeat(100_000)}}`],
  ['objects', `{"a":${'{"a":'.repeat(100_000)}1${'}'.repeat(100_000)}}`],
])('refuses JSON that is 100,000 levels deep: %s', async (_, text) => {
  expect(await post(text)).toEqual([400, 'body_too_deep']);
  expect(await post('{"a":1}')).toEqual([200, null]);
});

it.each([
  ['at the top', '{"a":1,"__proto__":{"admin":true}}'],
  ['further in', '{"a":{"b":[{"__proto__":{"admin":true}}]}}'],
  ['in escapes', '{"a":1,"\\u005f_proto__":{"admin":true}}'],
  ['by the constructor', '{"a":1,"constructor":{"prototype":{"admin":true}}}'],
  ['by the constructor, further in', '{"a":{"constructor":{"prototype":{"admin":true}}}}'],
])('takes no prototype from a body: %s', async (_, text) => {
  for (const type of ['application/json', 'application/merge-patch+json'])
    expect(await post(text, { 'content-type': type })).toEqual([400, 'bad_request']);
  expect(Reflect.get({}, 'admin')).toBeUndefined();
});

it.each([
  'text/plain',
  'text/json',
  'application/x-www-form-urlencoded',
  'multipart/form-data; boundary=x',
  'application/xml',
  'application/jsonp',
  'application/octet-stream',
])('reads no body of another type: %s', async (type) => {
  expect(await post(bytes('{"a":1}'), { 'content-type': type })).toEqual([415, 'unsupported_media_type']);
});

it.each([
  'application/json\t',
  '\tapplication/json',
  '  application/json',
  'application/json;',
  'application/json ; charset=utf-8',
  'application/json;application/octet-stream',
  'application/json, text/plain',
  'application/json garbage',
  'application/json\x0b',
  'application\\/json',
  'APPLICATION/JSON',
  'application/json; charset=utf-7',
  'text/plain; application/json',
  'application/json\r\nContent-Type: text/plain',
  'text/plain\r\nContent-Type: application/json',
])('lets no content type bring a body past its schema: %j', async (type) => {
  const body = '{"a":1,"admin":true}';
  const head = 'POST /test/echo HTTP/1.1\r\nHost: x\r\nConnection: close\r\n';
  const { reply } = await exchange(test.app(), [
    `${head}Content-Type:${type}\r\nContent-Length: ${body.length}\r\n\r\n${body}`,
  ]);
  expect(reply).toMatch(/^HTTP\/1.1 (400|415) /);
});
