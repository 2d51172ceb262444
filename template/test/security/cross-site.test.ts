import { beforeAll, expect, it } from '@jest/globals';
import type { FastifyInstance } from 'fastify';
import { startTestApp } from '../support/start-test-app.ts';
import { addSignIn, newBrowser, signUp } from '../support/test-browser.ts';

const evil = 'https://evil.example';
const done: string[] = [];
const test = startTestApp({ CORS_ORIGINS: ['https://app.example.com'] }, (app: FastifyInstance) => {
  addSignIn(app);
  app.post('/test/effect', { onRequest: app.authenticate }, async ({ body }) => {
    done.push(JSON.stringify(body));
    return { data: 'done' };
  });
});
const closed = startTestApp({ CORS_ORIGINS: [] });

const jar: { cookie: string | null } = { cookie: null };
beforeAll(async () => {
  const browser = newBrowser(test.app());
  await browser.signIn((await signUp()).tokens);
  jar.cookie = browser.jar.cookie;
});

/** What becomes of a request that a page makes the signed-in browser send. */
const send = (method: string, url: string, origin: string | null, headers: Readonly<Record<string, string>> = {}) => {
  const browser = newBrowser(test.app(), origin);
  browser.jar.cookie = jar.cookie;
  const body = { mark: crypto.randomUUID() };
  return { mark: body.mark, reply: browser.send(method, url, method === 'POST' ? { headers, body } : { headers }) };
};
const post = async (origin: string | null, headers: Readonly<Record<string, string>>) => {
  const { mark, reply } = send('POST', '/test/effect', origin, headers);
  const { status, body } = await reply;
  return { outcome: [status, body.error?.code ?? null], hadEffect: done.some((one) => one.includes(mark)) };
};
const refused = { outcome: [403, 'cross_site_request'], hadEffect: false };

it.each<[string, string | null, Readonly<Record<string, string>>]>([
  ['a foreign page', evil, {}],
  ['a page that begins like ours', 'http://localhost.evil.example', {}],
  ['another port of our host', 'http://localhost:8080', {}],
  ['a sandboxed frame', 'null', {}],
  ['no page', null, {}],
  ['no page, whatever the browser says of it', null, { 'sec-fetch-site': 'same-origin' }],
  ['our host by another scheme', 'http://localhost', { 'sec-fetch-site': 'cross-site' }],
  ['a neighbour', 'http://localhost', { 'sec-fetch-site': 'same-site' }],
  ['an origin that is no URL', 'localhost', {}],
])('refuses what %s lets a signed-in browser post', async (_, origin, headers) => {
  expect(await post('http://localhost', {})).toEqual({ outcome: [200, null], hadEffect: true });
  expect(await post(origin, headers)).toEqual(refused);
});

it.each(['text/plain', 'application/x-www-form-urlencoded', 'multipart/form-data; boundary=x'])(
  'refuses a form of a foreign page, which browsers send without asking: %s',
  async (type) => {
    expect(await post(evil, { 'content-type': type })).toEqual(refused);
    // Nor is it read where it comes from a page of ours.
    const own = await post('http://localhost', { 'content-type': type });
    expect(own).toEqual({ outcome: [415, 'unsupported_media_type'], hadEffect: false });
  },
);

it('lets no foreign page sign somebody out', async () => {
  const { status, body } = await send('DELETE', '/v1/session', evil).reply;
  expect([status, body.error.code]).toEqual(refused.outcome);
  expect((await send('GET', '/v1/me', null).reply).status).toBe(200);
});

it.each([
  evil,
  'https://app.example.com.evil.example',
  'http://app.example.com',
  'null',
  'https://APP.example.com:8443',
])('lets no page of %s read a reply', async (origin) => {
  const preflight = { 'access-control-request-method': 'PATCH', 'access-control-request-headers': 'authorization' };
  for (const { anonymous } of [test, closed])
    for (const method of ['OPTIONS', 'GET']) {
      const { headers } = await anonymous.api(method, '/health/live', undefined, { origin, ...preflight });
      expect(headers['access-control-allow-origin']).not.toBe(origin);
      expect(headers['access-control-allow-origin']).not.toBe('*');
    }
});
