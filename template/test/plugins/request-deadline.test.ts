import { request } from 'node:http';
import type { AddressInfo } from 'node:net';
import { Readable } from 'node:stream';
import { setTimeout as sleep } from 'node:timers/promises';
import { afterAll, afterEach, beforeAll, describe, expect, it } from '@jest/globals';
import { startTestApp } from '../support/start-test-app.ts';
import { startUpstream } from '../support/start-upstream.ts';
import { until } from '../support/until.ts';

const upstream = await startUpstream(process.env['SUPABASE_URL'] ?? '');
process.env['SUPABASE_URL'] = upstream.url;

async function* drip() {
  for (;;) {
    yield '.';
    await sleep(50);
  }
}

const seen: string[] = [];
const test = startTestApp({ REQUEST_TIMEOUT_MS: 600 }, (app) => {
  app.post('/wait', async ({ deadline }) => {
    await new Promise((_resolve, reject) => {
      deadline.addEventListener('abort', () => {
        seen.push('stopped');
        reject(deadline.reason);
      });
    });
  });
  app.get('/patient', { config: { timeoutMs: 5000 } }, async () => {
    await sleep(900);
    return { data: 'in time' };
  });
  app.get('/endless', (_request, reply) => reply.type('text/plain').send(Readable.from(drip())));
  app.post('/stubborn', () => new Promise(() => undefined));
  app.post('/roles', { onRequest: app.authenticate }, async () => {
    const { meService } = await import('../../src/services/me.service.ts');
    return { data: await meService.get() };
  });
});

beforeAll(() => test.app().listen({ port: 0, host: '127.0.0.1' }));
afterEach(() => {
  upstream.behaviour.mode = 'pass';
  seen.length = 0;
});
afterAll(() => upstream.stop());

const roleCall = () => upstream.asked.findLast(({ path }) => path.startsWith('/rest/v1/user_roles')) ?? null;
const late = { status: 503, body: { error: { code: 'request_timeout', details: null }, statusCode: 503 } };

describe('REQUEST_TIMEOUT_MS', () => {
  it.each(['/wait', '/stubborn'])('ends a request that takes longer: %s', async (url) => {
    // Over a socket: what is injected is closed early, which would stop the work as well.
    const { port } = test.app().server.address() as AddressInfo;
    const reply = await fetch(`http://127.0.0.1:${port}${url}`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: '{}',
    });
    expect({ status: reply.status, body: await reply.json() }).toMatchObject(late);
    expect(reply.headers.get('retry-after')).toBe('5');
    expect(reply.headers.get('x-request-id')).toEqual(expect.any(String));
    expect(seen).toEqual(url === '/wait' ? ['stopped'] : []);
  });

  it('leaves a route the time that it says it needs', async () => {
    expect(await test.anonymous.api('GET', '/patient')).toMatchObject({ status: 200, body: { data: 'in time' } });
  });

  it('breaks off a reply that has begun, instead of writing an error into it', async () => {
    const { port } = test.app().server.address() as AddressInfo;
    const reply = await fetch(`http://127.0.0.1:${port}/endless`);
    await expect(reply.text()).rejects.toThrow('terminated');
  });

  it.each([
    ['GET', '/v1/me'],
    ['POST', '/roles'],
  ])('stops the call of Supabase that %s %s waits for', async (method, url) => {
    const user = await test.newUser();
    upstream.behaviour.mode = 'hang';
    expect(await user.api(method, url, method === 'POST' ? {} : undefined)).toMatchObject(late);
    await until(() => (roleCall()?.cutShort === true ? true : null), 2000);
  });

  it('does not stop what a request with a body does in time', async () => {
    const user = await test.newUser();
    upstream.behaviour.delay = 200;
    const reply = await user.api('POST', '/roles', { some: 'body' });
    upstream.behaviour.delay = 0;
    expect(reply).toMatchObject({ status: 200, body: { data: { id: user.id } } });
    expect(roleCall()?.cutShort).toBe(false);
  });
});

describe('a client that leaves', () => {
  it('takes the call of Supabase with it', async () => {
    const user = await test.newUser();
    upstream.behaviour.mode = 'hang';
    const before = upstream.asked.length;
    const { port } = test.app().server.address() as AddressInfo;
    const client = request({ port, path: '/v1/me', headers: { authorization: `Bearer ${user.token}` } });
    client.on('error', () => undefined);
    client.end();
    await until(() => (upstream.asked.length > before ? true : null), 500);
    client.destroy();
    await until(() => (roleCall()?.cutShort === true ? true : null), 400);
  });
});
