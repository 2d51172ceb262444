import { createServer, type IncomingHttpHeaders } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterAll, describe, expect, it } from '@jest/globals';
import { z } from 'zod';
import { asUser } from '../support/as-user.ts';
import { startTestApp } from '../support/start-test-app.ts';

const asked: { method: string; url: string; headers: IncomingHttpHeaders }[] = [];
const answer = { status: 200, body: '{"data":"yes"}' };
const server = createServer(({ method = '', url = '', headers }, reply) => {
  asked.push({ method, url, headers });
  reply
    .writeHead(answer.status, { 'content-type': 'application/json' })
    .end(answer.status === 204 ? undefined : answer.body);
});
await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
const host = `127.0.0.1:${(server.address() as AddressInfo).port}`;
Object.assign(process.env, { OUTGOING_PRIVATE_HOSTS: host });
const { serviceCall } = await import('../../src/clients/service-call.ts');
const test = startTestApp();
const call = serviceCall('billing', `http://${host}`);
const reply = z.object({ data: z.string() });
const get = { method: 'GET', path: ['v1', 'invoices'], query: null, body: null } as const;

afterAll(async () => {
  server.closeAllConnections();
  await new Promise((resolve) => server.close(resolve));
});

describe('serviceCall', () => {
  it('calls as whoever calls us, and leaves out of the query what is null', async () => {
    Object.assign(answer, { status: 200, body: '{"data":"yes","newer":1}' });
    const query = { q: 'a&b', cursor: null, limit: 5 };
    expect(await asUser(test.app(), 'user-a', () => call(reply, { ...get, query }))).toEqual({ data: 'yes' });
    expect(asked.at(-1)).toMatchObject({
      url: '/v1/invoices?q=a%26b&limit=5',
      headers: { authorization: 'Bearer the-token-of-a-user' },
    });
    await call(reply, get);
    expect(asked.at(-1)?.headers.authorization).toBeUndefined();
  });

  it('may try a POST again, and takes no content for null', async () => {
    Object.assign(answer, { status: 204 });
    expect(await call(z.null(), { ...get, method: 'POST', body: { a: 1 } })).toBeNull();
    expect(asked.at(-1)?.headers['idempotency-key']).toMatch(/^[0-9a-f-]{36}$/);
  });

  it.each(['..', '.', ''])('lets the id "%s" lead to no other route', async (id) => {
    const before = asked.length;
    const sent = call(reply, { ...get, path: ['v1', 'invoices', id] });
    await expect(sent).rejects.toMatchObject({ statusCode: 400, code: 'invalid_id' });
    expect(asked).toHaveLength(before);
    await call(z.null(), { ...get, path: ['v1', 'invoices', '../admin?x'] });
    expect(asked.at(-1)?.url).toBe('/v1/invoices/..%2Fadmin%3Fx');
  });

  it('says that a service without an address is not set up', async () => {
    const sent = serviceCall('billing', null)(reply, get);
    await expect(sent).rejects.toMatchObject({ statusCode: 503, code: 'billing_not_configured' });
  });
});
