import { connect } from 'node:net';
import type { AddressInfo } from 'node:net';
import { text } from 'node:stream/consumers';
import { beforeAll, describe, expect, it } from '@jest/globals';
import { startTestApp } from './support/start-test-app.ts';
import { until } from './support/until.ts';

// What only a real socket shows.
const test = startTestApp({ REQUEST_TIMEOUT_MS: 700 }, (app) => {
  app.post('/echo', ({ body }) => ({ data: body }));
});
const port = { current: 0 };
beforeAll(async () => {
  await test.app().listen({ port: 0, host: '127.0.0.1' });
  port.current = (test.app().server.address() as AddressInfo).port;
});

/** Sends the text and resolves to all that came back, once the server has hung up. */
const exchange = async (parts: readonly string[], patience = 10_000): Promise<{ reply: string; after: number }> => {
  const started = performance.now();
  const socket = connect(port.current, '127.0.0.1');
  socket.setTimeout(patience, () => socket.destroy(new Error('The server did not hang up.')));
  for (const part of parts) socket.write(part);
  const reply = await text(socket);
  return { reply, after: performance.now() - started };
};
const bodyOf = (reply: string): unknown => JSON.parse(reply.slice(reply.indexOf('\r\n\r\n') + 4));
const head = 'Host: x\r\nConnection: close\r\n';

describe('the socket', () => {
  it.each([
    [
      '20 KB of headers',
      `GET /health/live HTTP/1.1\r\n${head}X-Long: ${'x'.repeat(20_000)}\r\n\r\n`,
      431,
      'headers_too_large',
    ],
    ['20 KB of URL', `GET /${'x'.repeat(20_000)} HTTP/1.1\r\n${head}\r\n`, 431, 'headers_too_large'],
    ['no HTTP', 'hello there\r\n\r\n', 400, 'bad_request'],
    [
      'two lengths',
      `POST /echo HTTP/1.1\r\n${head}Content-Length: 1\r\nContent-Length: 2\r\n\r\n{}`,
      400,
      'bad_request',
    ],
    [
      'a length and chunks',
      `POST /echo HTTP/1.1\r\n${head}Content-Length: 2\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n`,
      400,
      'bad_request',
    ],
  ])('answers %s in our format and hangs up', async (_, request, status, code) => {
    const { reply } = await exchange([request]);
    expect(reply).toMatch(new RegExp(`^HTTP/1.1 ${status} `));
    expect(bodyOf(reply)).toEqual({ error: { code, message: expect.any(String), details: null }, statusCode: status });
  });

  it('lets go of a client that never closes its own side', async () => {
    const socket = connect({ port: port.current, host: '127.0.0.1', allowHalfOpen: true });
    socket.on('error', () => undefined).write('hello there\r\n\r\n');
    expect(await text(socket)).toMatch(/^HTTP\/1.1 400 /);
    const open = () => new Promise<number>((done) => test.app().server.getConnections((_error, count) => done(count)));
    await until(async () => ((await open()) === 0 ? true : null), 3000);
    socket.destroy();
  });

  it('answers a URL that cannot be decoded in our format', async () => {
    const { reply } = await exchange([`GET /%ff%zz HTTP/1.1\r\n${head}\r\n`]);
    expect(reply).toMatch(/^HTTP\/1.1 400 /);
    expect(bodyOf(reply)).toMatchObject({ statusCode: 400, error: { code: 'bad_request' } });
  });

  it.each([
    ['a body', `POST /echo HTTP/1.1\r\n${head}Content-Type: application/json\r\nContent-Length: 100\r\n\r\n{"a":`],
    [
      'chunks',
      `POST /echo HTTP/1.1\r\n${head}Content-Type: application/json\r\nTransfer-Encoding: chunked\r\n\r\n5\r\n{"a":\r\n`,
    ],
  ])('waits no longer than REQUEST_TIMEOUT_MS for %s that does not come', async (_, request) => {
    const { reply, after } = await exchange([request]);
    expect(reply).toMatch(/^HTTP\/1.1 (408|503) /);
    expect(bodyOf(reply)).toMatchObject({ error: { code: 'request_timeout' } });
    expect(after).toBeGreaterThan(500);
    expect(after).toBeLessThan(5000);
  });

  it('lets go of a client that leaves in the middle', async () => {
    const socket = connect(port.current, '127.0.0.1');
    socket.write(`POST /echo HTTP/1.1\r\n${head}Content-Length: 100\r\n\r\n{`);
    socket.resetAndDestroy();
    const { reply } = await exchange([`GET /health/live HTTP/1.1\r\n${head}\r\n`]);
    expect(reply).toMatch(/^HTTP\/1.1 200 /);
  });

  it('takes several requests on one connection', async () => {
    const get = 'GET /health/live HTTP/1.1\r\nHost: x\r\n';
    const { reply } = await exchange([`${get}\r\n${get}Connection: close\r\n\r\n`]);
    expect(reply.match(/HTTP\/1.1 200 OK/g)).toHaveLength(2);
  });
});
