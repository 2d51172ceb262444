import { connect, type AddressInfo } from 'node:net';
import { text } from 'node:stream/consumers';
import { beforeAll, describe, expect, it } from '@jest/globals';
import { exchange } from './support/exchange.ts';
import { startTestApp } from './support/start-test-app.ts';
import { until } from './support/until.ts';

// What only a real socket shows. What is sent to do harm stands in test/security/sockets.test.ts.
const test = startTestApp({}, (app) => {
  app.post('/echo', ({ body }) => ({ data: body }));
});
const port = { current: 0 };
beforeAll(async () => {
  await test.app().listen({ port: 0, host: '127.0.0.1' });
  port.current = (test.app().server.address() as AddressInfo).port;
});

const bodyOf = (reply: string): unknown => JSON.parse(reply.slice(reply.indexOf('\r\n\r\n') + 4));
const head = 'Host: x\r\nConnection: close\r\n';

describe('the socket', () => {
  it('answers what is no HTTP in our format and hangs up', async () => {
    const { reply } = await exchange(test.app(), ['hello there\r\n\r\n']);
    expect(reply).toMatch(/^HTTP\/1.1 400 /);
    expect(bodyOf(reply)).toMatchObject({ statusCode: 400, error: { code: 'bad_request', details: null } });
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
    const { reply } = await exchange(test.app(), [`GET /%ff%zz HTTP/1.1\r\n${head}\r\n`]);
    expect(reply).toMatch(/^HTTP\/1.1 400 /);
    expect(bodyOf(reply)).toMatchObject({ statusCode: 400, error: { code: 'bad_request' } });
  });

  it('lets go of a client that leaves in the middle', async () => {
    const socket = connect(port.current, '127.0.0.1');
    socket.write(`POST /echo HTTP/1.1\r\n${head}Content-Length: 100\r\n\r\n{`);
    socket.resetAndDestroy();
    const { reply } = await exchange(test.app(), [`GET /health/live HTTP/1.1\r\n${head}\r\n`]);
    expect(reply).toMatch(/^HTTP\/1.1 200 /);
  });

  it('takes several requests on one connection', async () => {
    const get = 'GET /health/live HTTP/1.1\r\nHost: x\r\n';
    const { reply } = await exchange(test.app(), [`${get}\r\n${get}Connection: close\r\n\r\n`]);
    expect(reply.match(/HTTP\/1.1 200 OK/g)).toHaveLength(2);
  });
});
