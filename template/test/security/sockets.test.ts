import { beforeAll, expect, it } from '@jest/globals';
import { exchange } from '../support/exchange.ts';
import { startTestApp } from '../support/start-test-app.ts';

const done: unknown[] = [];
const test = startTestApp({ REQUEST_TIMEOUT_MS: 800 }, (app) => {
  app.post('/test/echo', ({ body }) => ({ data: body }));
  app.get('/test/smuggled', () => ({ data: done.push('smuggled') }));
});
beforeAll(() => test.app().listen({ port: 0, host: '127.0.0.1' }));

const head = 'Host: x\r\nConnection: close\r\n';
const get = (more: string): string => `GET /health/live HTTP/1.1\r\n${head}${more}\r\n`;
const post = (more: string): string => `POST /test/echo HTTP/1.1\r\n${head}Content-Type: application/json\r\n${more}`;
const smuggled = 'GET /test/smuggled HTTP/1.1\r\nHost: x\r\n\r\n';

const bodyOf = (reply: string): unknown => JSON.parse(reply.slice(reply.indexOf('\r\n\r\n') + 4));
/** The one reply that comes, which is an error in our format. */
const expectError = (reply: string, status: number, code: string): void => {
  expect(reply.match(/HTTP\/1\.1 \d+/g)).toEqual([`HTTP/1.1 ${status}`]);
  expect(bodyOf(reply)).toEqual({ error: { code, message: expect.any(String), details: null }, statusCode: status });
  expect(done).toEqual([]);
};

it.each([
  ['20 KB in one', get(`X-Long: ${'x'.repeat(20_000)}\r\n`)],
  ['20 KB in a name', get(`${'x'.repeat(20_000)}: x\r\n`)],
  ['20 KB in cookies', get(`Cookie: ${'a=b; '.repeat(4000)}\r\n`)],
  ['5,000 of them', get(Array.from({ length: 5000 }, (_, n) => `X-${n}: x\r\n`).join(''))],
  ['a URL of 20 KB', `GET /${'x'.repeat(20_000)} HTTP/1.1\r\n${head}\r\n`],
])('refuses a bomb of headers: %s', async (_, request) => {
  expect(await exchange(test.app(), [get('')])).toMatchObject({ reply: expect.stringMatching(/^HTTP\/1.1 200 /) });
  expectError((await exchange(test.app(), [request])).reply, 431, 'headers_too_large');
});

it.each([
  ['a length and chunks', post(`Content-Length: 6\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n${smuggled}`)],
  ['chunks and a length', post(`Transfer-Encoding: chunked\r\nContent-Length: 6\r\n\r\n0\r\n\r\n${smuggled}`)],
  ['two lengths', post(`Content-Length: 2\r\nContent-Length: ${2 + smuggled.length}\r\n\r\n{}${smuggled}`)],
  ['a list of lengths', post(`Content-Length: 2, ${2 + smuggled.length}\r\n\r\n{}${smuggled}`)],
  ['a length with a sign', post(`Content-Length: +2\r\n\r\n{}${smuggled}`)],
  ['a length in hexadecimal', post(`Content-Length: 0x2\r\n\r\n{}${smuggled}`)],
  ['a coding nobody knows', post(`Transfer-Encoding: xchunked\r\n\r\n0\r\n\r\n${smuggled}`)],
  ['chunks that are not last', post(`Transfer-Encoding: chunked, identity\r\n\r\n0\r\n\r\n${smuggled}`)],
  ['a blank before the colon', post(`Transfer-Encoding : chunked\r\n\r\n0\r\n\r\n${smuggled}`)],
  ['a folded header', post(`X: y\r\n Transfer-Encoding: chunked\r\n\r\n0\r\n\r\n${smuggled}`)],
  ['a header that ends without a return', post(`X: y\nContent-Length: 2\r\n\r\n{}${smuggled}`)],
  ['a zero byte', post(`X: a\0b\r\nContent-Length: 2\r\n\r\n{}${smuggled}`)],
  ['a chunk of another size', post(`Transfer-Encoding: chunked\r\n\r\n2\r\n{}xx\r\n0\r\n\r\n${smuggled}`)],
])('lets no second request be smuggled in by %s', async (_, request) => {
  const { reply } = await exchange(test.app(), [request]);
  expectError(reply, 400, 'bad_request');
});

it.each([
  ['a body that stops', [post('Content-Length: 100\r\n\r\n{"a":')], 0],
  ['chunks that stop', [post('Transfer-Encoding: chunked\r\n\r\n5\r\n{"a":\r\n')], 0],
  ['a body that trickles', [post('Content-Length: 5000\r\n\r\n'), ...Array<string>(400).fill(' ')], 20],
  ['headers that stop', ['POST /test/echo HTTP/1.1\r\nHost: x\r\nX-A'], 0],
  ['headers that trickle', ['POST /test/echo HTTP/1.1\r\n', ...Array<string>(400).fill('X: y\r\n')], 20],
])('hangs up at the deadline on %s', async (_, parts, every) => {
  const { reply, after } = await exchange(test.app(), parts, every);
  expectError(reply, 408, 'request_timeout');
  expect(after).toBeGreaterThan(600);
  expect(after).toBeLessThan(5000);
});
