import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { gzipSync } from 'node:zlib';
import { afterAll, beforeEach, describe, expect, it } from '@jest/globals';
import pino from 'pino';

type Answer = (reply: ServerResponse, request: IncomingMessage) => void;

const asked: IncomingMessage[] = [];
const answers: Answer[] = [];
const ok: Answer = (reply) => reply.end('{"ok":true}');
const status =
  (code: number, headers: Record<string, string> = {}): Answer =>
  (reply) =>
    reply.writeHead(code, headers).end();
const cut: Answer = (reply) => reply.destroy();
const silence: Answer = () => undefined;

const servers: Server[] = [];
/** A host of its own, since a host that has failed is remembered. */
const newHost = async (): Promise<string> => {
  const server = createServer((request, reply) => {
    asked.push(request);
    (answers.shift() ?? ok)(reply, request);
  });
  servers.push(server);
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return `127.0.0.1:${(server.address() as AddressInfo).port}`;
};
const url = async (path = '/'): Promise<string> => `http://${await newHost()}${path}`;

const limited = await newHost();
Object.assign(process.env, {
  OUTGOING_PRIVATE_HOSTS: '127.0.0.1',
  OUTGOING_LIMITS: `${limited}=2`,
  OUTGOING_MAX_BYTES: '100000',
});
const { http } = await import('../../src/clients/http.ts');
const { requestContext } = await import('../../src/context/request-context.ts');
const { isAppError } = await import('../../src/utils/app-error.ts');

const failureOf = async (call: Promise<unknown>) => {
  const error = await call.then(
    () => null,
    (thrown: unknown) => thrown,
  );
  return isAppError(error) ? `${error.statusCode} ${error.code}` : error;
};

beforeEach(() => {
  asked.length = 0;
  answers.length = 0;
});
afterAll(() => {
  for (const server of servers) {
    server.closeAllConnections();
    server.close();
  }
});

describe('a call', () => {
  it('gives what was answered', async () => {
    const { data, status } = await http.get(await url('/a?b=1'), { params: { c: 'd&e' } });
    expect([data, status, asked[0]?.url]).toEqual([{ ok: true }, 200, '/a?b=1&c=d%26e']);
  });

  it('tells the id of its request, and is in its log without query, headers and body', async () => {
    const lines: string[] = [];
    const log = pino({ level: 'debug' }, { write: (line: string) => lines.push(line) });
    const data = { requestId: 'req-7', log, signal: AbortSignal.timeout(5000), caller: null };
    const to = await url('/pay?key=hunter2');
    await requestContext.run(data, () =>
      http.post(to, { card: 'hunter3' }, { service: 'bank', headers: { authorization: 'Bearer hunter4' } }),
    );
    expect(asked[0]?.headers['x-request-id']).toBe('req-7');
    expect(lines).toHaveLength(1);
    const { host } = new URL(to);
    expect(JSON.parse(lines[0] ?? '')).toMatchObject({ bank: { method: 'POST', host, path: '/pay', status: 200 } });
    expect(lines[0]).not.toContain('hunter');
  });

  it('fails with an error that holds nothing of what was sent', async () => {
    answers.push(status(400));
    const to = await url('/pay?key=hunter2');
    const call = http.post(to, { card: 'hunter3' }, { headers: { authorization: 'Bearer hunter4' } });
    const error = await call.catch((thrown: unknown) => thrown);
    expect(error).toMatchObject({
      code: 'upstream_failed',
      cause: { message: `POST ${new URL(to).host} answered 400` },
    });
    expect(JSON.stringify(Object.getOwnPropertyDescriptors(error))).not.toContain('hunter');
  });

  it('takes another status where its caller does', async () => {
    answers.push(status(404));
    expect((await http.get(await url(), { validateStatus: null })).status).toBe(404);
  });

  it('stays at its base, whatever path is asked for', async () => {
    await http.get('http://example.com/x', { baseURL: await url('/base') });
    expect(asked[0]?.url).toBe('/base/http://example.com/x');
  });

  it.each(['file:///etc/passwd', 'data:text/plain,hello', 'ftp://127.0.0.1/', 'nonsense'])('refuses %s', async (to) => {
    expect(await failureOf(http.get(to))).toBe('503 upstream_failed');
  });
});

describe('the deadline', () => {
  it.each([
    ['says nothing', silence],
    ['stops in the middle', (reply: ServerResponse) => void reply.writeHead(200, { 'content-length': '9' }).write('{')],
  ])('ends a call to a host that %s, and tries no more', async (_what, answer) => {
    answers.push(answer, answer);
    expect(await failureOf(http.get(await url(), { timeout: 150 }))).toBe('504 upstream_timeout');
    expect(asked).toHaveLength(1);
  });

  it('of the request ends its calls, pauses included', async () => {
    answers.push(silence, status(503, { 'retry-after': '5' }));
    for (const timeout of [8000, 8000]) {
      const controller = new AbortController();
      const log = pino({ level: 'silent' });
      const data = { requestId: 'req-8', log, signal: controller.signal, caller: null };
      const to = await url();
      const call = requestContext.run(data, () => failureOf(http.get(to, { timeout })));
      setTimeout(() => controller.abort(), 100);
      const started = performance.now();
      expect(await call).toBe('503 stopped');
      expect(performance.now() - started).toBeLessThan(2000);
    }
    expect(asked).toHaveLength(2);
  });

  it('ends with the signal of its caller', async () => {
    answers.push(silence);
    expect(await failureOf(http.get(await url(), { signal: AbortSignal.timeout(100) }))).toBe('503 stopped');
  });
});

describe('the size of a response', () => {
  it.each([
    ['declared', (reply: ServerResponse) => void reply.end('x'.repeat(100_001))],
    ['chunked', (reply: ServerResponse) => void (reply.write('x'.repeat(60_000)), reply.end('x'.repeat(60_000)))],
    [
      'packed',
      (reply: ServerResponse) =>
        void reply.writeHead(200, { 'content-encoding': 'gzip' }).end(gzipSync(Buffer.alloc(5_000_000))),
    ],
  ])('is bounded where it is %s', async (_what, answer) => {
    answers.push(answer);
    expect(await failureOf(http.get(await url()))).toBe('503 upstream_failed');
    expect(asked).toHaveLength(1);
  });
});

describe('a failed call', () => {
  it.each([
    ['GET', status(500), {}],
    ['GET', status(503), {}],
    ['GET', status(429), {}],
    ['GET', cut, {}],
    ['PUT', cut, {}],
    ['DELETE', status(502), {}],
    ['POST', status(502), { 'idempotency-key': 'k' }],
  ])('%s is tried again', async (method, answer, headers) => {
    answers.push(answer, answer);
    const { data } = await http.request({
      method,
      url: await url(),
      headers,
      data: method === 'GET' ? undefined : { a: 1 },
    });
    expect([data, asked.length]).toEqual([{ ok: true }, 3]);
  });

  it.each([
    ['POST', status(503), {}],
    ['PATCH', cut, {}],
    ['GET', status(404), {}],
    ['GET', status(302, { location: '/' }), {}],
  ])('%s is not tried again where that is not safe, or of no use', async (method, answer, headers) => {
    answers.push(answer);
    expect(await failureOf(http.request({ method, url: await url(), headers }))).toBe('503 upstream_failed');
    expect(asked).toHaveLength(1);
  });

  it('is given up after three attempts', async () => {
    answers.push(...Array.from({ length: 5 }, () => status(500)));
    expect(await failureOf(http.get(await url()))).toBe('503 upstream_failed');
    expect(asked).toHaveLength(3);
  });

  it('sends the same body again', async () => {
    const bodies: string[] = [];
    const keep =
      (answer: Answer): Answer =>
      (reply, request) => {
        request.on('data', (chunk) => bodies.push(String(chunk)));
        request.on('end', () => answer(reply, request));
      };
    answers.push(keep(status(500)), keep(ok));
    await http.put(await url(), { a: 'ü' });
    expect(bodies).toEqual(['{"a":"ü"}', '{"a":"ü"}']);
  });

  it('waits for as long as Retry-After says, in seconds or as a date', async () => {
    const inTwoSeconds = (): string => new Date(Date.now() + 2000).toUTCString();
    for (const header of [() => '1', inTwoSeconds]) {
      answers.push(status(429, { 'retry-after': header() }));
      const to = await url();
      const started = performance.now();
      expect([(await http.get(to)).status, asked.length]).toEqual([200, 2]);
      expect(performance.now() - started).toBeGreaterThan(900);
      asked.length = 0;
    }
  });

  it('is given up at once where Retry-After is later than its deadline, and so are calls to the host until then', async () => {
    answers.push(status(429, { 'retry-after': '60' }));
    const to = await url();
    expect(await failureOf(http.get(to))).toBe('503 upstream_failed');
    expect(await failureOf(http.get(to))).toBe('503 upstream_busy');
    expect(asked).toHaveLength(1);
  });
});

describe('the circuit of a host', () => {
  it('opens after five failures in a row, for this host alone', async () => {
    const to = await url();
    answers.push(...Array.from({ length: 5 }, () => cut));
    for (let call = 0; call < 5; call += 1) expect(await failureOf(http.post(to))).toBe('503 upstream_failed');
    expect(await failureOf(http.post(to))).toBe('503 upstream_down');
    expect(asked).toHaveLength(5);
    expect((await http.get(await url())).status).toBe(200);
  });

  it('stays closed where the calls are wrong, or are given up by their callers', async () => {
    const to = await url();
    answers.push(...Array.from({ length: 8 }, () => status(422)), ...Array.from({ length: 8 }, () => silence));
    for (let call = 0; call < 8; call += 1) await failureOf(http.post(to));
    const left = Array.from({ length: 8 }, () => failureOf(http.post(to, null, { signal: AbortSignal.timeout(100) })));
    expect(new Set(await Promise.all(left))).toEqual(new Set(['503 stopped']));
    expect((await http.post(to)).status).toBe(200);
  });
});

describe('the limit of a host', () => {
  it('lets through what it says, and refuses the rest where their time is short', async () => {
    const calls = Array.from({ length: 5 }, () => failureOf(http.get(`http://${limited}/`, { timeout: 500 })));
    const results = await Promise.all(calls);
    expect(results.toSorted()).toEqual(['503 upstream_busy', '503 upstream_busy', '503 upstream_busy', null, null]);
    expect(asked).toHaveLength(2);
  });
});
