import { once } from 'node:events';
import { type ClientRequest, request, type IncomingMessage } from 'node:http';
import type { AddressInfo } from 'node:net';
import { json } from 'node:stream/consumers';
import { deflateRawSync, gzipSync } from 'node:zlib';
import { beforeAll, expect, it } from '@jest/globals';
import { admin } from '../support/admin.ts';
import { sampleFiles } from '../support/sample-files.ts';
import { startTestApp, type TestApp } from '../support/start-test-app.ts';
import type { TestUser } from '../support/test-user.ts';

const test = startTestApp();
const hurried = startTestApp({ REQUEST_TIMEOUT_MS: 1500 });
const state: { user: TestUser | null } = { user: null };
/** One user for all whose files are refused: none is ever stored. */
const sender = (): TestUser => {
  if (state.user === null) throw new Error('The user is there from beforeAll on.');
  return state.user;
};
beforeAll(async () => {
  state.user = await test.newUser();
  for (const { app } of [test, hurried]) await app().listen({ port: 0, host: '127.0.0.1' });
});
const { png, pdf } = sampleFiles;

type Sent = { readonly name?: string; readonly length?: number; readonly headers?: Readonly<Record<string, string>> };
/** An upload over a socket, whose body is written by the test; its length is announced where there is one. */
const open = (
  user: TestUser,
  { name = 'a.png', length, headers = {} }: Sent,
  { app }: TestApp = test,
): ClientRequest => {
  const call = request({
    ...{ method: 'POST', host: '127.0.0.1', port: (app().server.address() as AddressInfo).port },
    path: `/v1/files?name=${encodeURIComponent(name)}`,
    headers: {
      authorization: `Bearer ${user.token}`,
      'content-type': 'application/octet-stream',
      ...(length === undefined ? {} : { 'content-length': length }),
      ...headers,
    },
  });
  // A server that has answered may hang up on what is still being sent.
  call.on('error', () => undefined);
  return call;
};
const answer = async (call: ClientRequest) => {
  const [reply] = (await once(call, 'response')) as [IncomingMessage];
  return { status: reply.statusCode, body: await json(reply) };
};
const upload = (user: TestUser, name: string, bytes: Buffer, headers: Sent['headers'] = {}) => {
  const call = open(user, { name, length: bytes.length, headers });
  call.end(bytes);
  return answer(call);
};
const stored = async (user: TestUser): Promise<unknown[]> => (await user.api('GET', '/v1/files')).body.data;
const refusal = (status: number, code: string) => ({ status, body: { error: { code }, statusCode: status } });
const limitTo = async (user: TestUser, max_bytes: number): Promise<void> => {
  const quota = { user_id: user.id, max_bytes: String(max_bytes) };
  expect((await admin().from('storage_quotas').insert(quota)).error).toBeNull();
};

const svg = '<svg xmlns="http://www.w3.org/2000/svg"><script>alert(1)</script></svg>';
const zip = (data: Buffer): Buffer => {
  const header = Buffer.alloc(30);
  header.writeUInt32LE(0x04034b50, 0);
  header.set([20, 0, 0, 0, 8, 0], 4);
  header.writeUInt32LE(data.length, 18);
  header.set([1, 0], 26);
  return Buffer.concat([header, Buffer.from('a'), data]);
};
it.each([
  ['SVG', 'a.png', Buffer.from(svg), 'file_type_refused'],
  ['SVG behind a declaration', 'a.png', Buffer.from(`<?xml version="1.0"?>${svg}`), 'file_type_refused'],
  ['SVG by its own name', 'a.svg', Buffer.from(svg), 'file_type_refused'],
  ['HTML', 'a.png', Buffer.from('<!doctype html><script>alert(1)</script>'), 'file_type_refused'],
  ['a PNG by the name of a page', 'a.html', png(), 'file_name_mismatch'],
])('takes no script in the dress of an image: %s', async (_what, name, bytes, code) => {
  const user = sender();
  expect(await upload(user, name, bytes, { 'content-type': 'image/png' })).toMatchObject(refusal(415, code));
  expect(await stored(user)).toEqual([]);
});

it.each([
  ['text', 'a.pdf', Buffer.from('hello'), 'file_type_refused'],
  ['a program', 'a.png', Buffer.concat([Buffer.from('MZ'), Buffer.alloc(500)]), 'file_type_refused'],
  ['a PNG as a PDF', 'a.pdf', png(), 'file_name_mismatch'],
  ['nothing', 'a.png', Buffer.alloc(0), 'file_type_refused'],
  ['a GIF without a size', 'a.gif', Buffer.from('GIF89a'), 'image_unreadable'],
])('believes the first bytes of a file, not its name or header: %s', async (_what, name, bytes, code) => {
  const user = sender();
  expect(await upload(user, name, bytes, { 'content-type': 'image/png' })).toMatchObject(refusal(415, code));
  expect(await stored(user)).toEqual([]);
});

it.each([
  ['a zip bomb', 'a.pdf', zip(deflateRawSync(Buffer.alloc(20_000_000))), {}, 'file_type_refused'],
  ['a gzip bomb', 'a.png', gzipSync(Buffer.alloc(20_000_000)), {}, 'file_type_refused'],
  ['an image in gzip', 'a.png', gzipSync(png()), { 'content-encoding': 'gzip' }, 'unsupported_media_type'],
])('inflates nothing: %s', async (_what, name, bytes, headers, code) => {
  const user = sender();
  expect(await upload(user, name, bytes, headers)).toMatchObject(refusal(415, code));
  expect(await stored(user)).toEqual([]);
});

it('takes no image that would fill the memory of whoever unpacks it', async () => {
  const user = sender();
  for (const [width, height] of [
    [65_000, 65_000],
    [10_000, 5_001],
    [4_294_967_295, 4_294_967_295],
  ])
    expect(await upload(user, 'a.png', png(width, height))).toMatchObject(refusal(422, 'image_too_large'));
  expect(await stored(user)).toEqual([]);
});

it.each(['image/svg+xml', 'text/html', 'text/plain', 'application/json', 'multipart/form-data; boundary=x'])(
  'takes no file as %s',
  async (type) => {
    const user = sender();
    expect(await upload(user, 'a.png', png(), { 'content-type': type })).toMatchObject({ status: 415 });
    expect(await stored(user)).toEqual([]);
  },
);

it.each([
  ...['../a.png', '..\\a.png', 'a/b.png', '/a.png', 'a\\b.png', '%2e%2e/a.png', '%2e%2e%2fa.png', 'a..png', '..png'],
  ...['.png', 'a', 'a.', ' a.png', '-a.png', 'a\0.png', 'a\n.png', 'a.png\n', 'gnp.\u202ea', 'ａ.png', ''],
  ...['../../../../auth/v1/admin/users', 'a.png"; filename="b.html', 'a.png\r\nX-Injected: 1', 'con:a.png'],
  `${'a'.repeat(97)}.png`,
])('takes no file by the name %j', async (name) => {
  const user = sender();
  expect(await upload(user, name, png())).toMatchObject(refusal(400, 'validation_failed'));
  expect(await user.api('POST', '/v1/files/upload-urls', { name })).toMatchObject(refusal(400, 'validation_failed'));
  expect(await stored(user)).toEqual([]);
});

it('lets uploads at the same time share one quota', async () => {
  const user = await test.newUser();
  await limitTo(user, 20_000);
  const replies = await Promise.all(['a', 'b', 'c'].map((n) => upload(user, `${n}.png`, png(2, 2, 12_000))));
  expect(replies.map(({ status }) => status).sort()).toEqual([201, 409, 409]);
  expect(await stored(user)).toHaveLength(1);
});

it('counts small files too, so that their number has an end', async () => {
  const user = await test.newUser();
  await limitTo(user, 8192);
  for (const name of ['a.pdf', 'b.pdf']) expect(await upload(user, name, pdf())).toMatchObject({ status: 201 });
  expect(await upload(user, 'c.pdf', pdf())).toMatchObject(refusal(409, 'storage_quota_exceeded'));
});

it('refuses a file that announces too much before it is sent', async () => {
  const user = sender();
  const call = open(user, { length: 10_485_761 });
  call.flushHeaders();
  expect(await answer(call)).toMatchObject(refusal(413, 'file_too_large'));
  call.destroy();
});

it('refuses a file that never ends as soon as it is too long, and keeps nothing of it', async () => {
  const user = sender();
  const call = open(user, {});
  const reply = answer(call);
  call.write(png());
  const timer = setInterval(() => call.write(Buffer.alloc(500_000)), 10);
  expect(await reply).toMatchObject(refusal(413, 'file_too_large'));
  clearInterval(timer);
  call.destroy();
  expect(await stored(user)).toEqual([]);
});

it.each([
  ['before its first bytes', 0],
  ['after its first bytes', 1000],
  ['while it is passed on', 1_000_000],
])('ends an upload that stalls %s at the deadline, and keeps nothing of it', async (_when, sent) => {
  const user = await hurried.newUser();
  const call = open(user, { length: 2_000_000 }, hurried);
  call.flushHeaders();
  call.write(png(2, 2, sent).subarray(0, sent));
  const started = performance.now();
  expect(await answer(call)).toMatchObject(refusal(408, 'request_timeout'));
  expect(performance.now() - started).toBeLessThan(10_000);
  call.destroy();
  expect(await stored(user)).toEqual([]);
});

it('opens no file by a URL that was made for another, changed or made up', async () => {
  const user = await test.newUser();
  const linkOf = async (): Promise<URL> => {
    const { body } = (await upload(user, 'a.png', png())) as { body: { data: { id: string } } };
    return new URL((await user.api('GET', `/v1/files/${body.data.id}`)).body.data.url);
  };
  const [one, two] = [await linkOf(), await linkOf()];
  expect((await fetch(one)).status).toBe(200);
  const [head, payload = '', signature = ''] = one.searchParams.get('token')?.split('.') ?? [];
  const claims = JSON.parse(Buffer.from(payload, 'base64url').toString());
  const later = Buffer.from(JSON.stringify({ ...claims, exp: 4_000_000_000 })).toString('base64url');
  const forged = [`${head}.${payload}.${signature.slice(2)}`, `${head}.${later}.${signature}`, ''].map((token) => {
    const url = new URL(one);
    url.searchParams.set('token', token);
    return url;
  });
  for (const url of [...forged, new URL(`${two.pathname}${one.search}`, two)])
    expect((await fetch(url)).status).toBeGreaterThanOrEqual(400);
});
