import { describe, expect, it } from '@jest/globals';
import type { FastifyInstance } from 'fastify';
import { startTestApp } from '../support/start-test-app.ts';
import { addSignIn, newBrowser, signUp } from '../support/test-browser.ts';

const ALLOWED = 'https://app.example.com';
const done: string[] = [];
const test = startTestApp({ CORS_ORIGINS: [ALLOWED] }, (app: FastifyInstance) => {
  addSignIn(app);
  app.post('/test/effect', { onRequest: app.authenticate }, async ({ body }) => {
    done.push(JSON.stringify(body));
    return { data: 'done' };
  });
});

const signedIn = async () => {
  const user = await signUp();
  const browser = newBrowser(test.app());
  await browser.signIn(user.tokens);
  return { user, browser };
};

describe('the cookie of a session', () => {
  it('stands for the same caller as the token', async () => {
    const { user, browser } = await signedIn();
    const me = await browser.send('GET', '/v1/me');
    expect(me).toMatchObject({ status: 200, body: { data: { id: user.id, email: user.email, roles: [] } } });
  });

  it('gives way to a token, whatever that is worth', async () => {
    const [{ browser }, other] = await Promise.all([signedIn(), signUp()]);
    const as = (authorization: string) => browser.send('GET', '/v1/me', { headers: { authorization } });
    expect((await as(`Bearer ${other.tokens.access_token}`)).body.data.id).toBe(other.id);
    for (const wrong of ['Bearer a.b.c', 'Basic YTpi', '']) expect((await as(wrong)).status).toBe(401);
  });
});

describe('an id', () => {
  it('that is unknown ends with 401, and the browser forgets it', async () => {
    const reply = await newBrowser(test.app()).send('GET', '/v1/me', {
      headers: { cookie: `__Host-session=${'b'.repeat(43)}` },
    });
    expect([reply.status, reply.body.error.code]).toEqual([401, 'session_ended']);
    expect(reply.headers['set-cookie']).toMatch(/^__Host-session=; .*Expires=Thu, 01 Jan 1970/);
  });
});

describe('a request that a browser signs', () => {
  const post = async (headers: Record<string, string>, origin: string | null = null) => {
    const { browser } = await signedIn();
    const sent = newBrowser(test.app(), origin);
    sent.jar.cookie = browser.jar.cookie;
    const mark = crypto.randomUUID();
    const reply = await sent.send('POST', '/test/effect', { headers, body: { mark } });
    return {
      outcome: [reply.status, reply.body.error?.code ?? null],
      hadEffect: done.some((body) => body.includes(mark)),
    };
  };

  it.each<[string, string, Record<string, string>]>([
    ['our own host', 'http://localhost', {}],
    ['our own host, as the browser says too', 'https://localhost', { 'sec-fetch-site': 'same-origin' }],
    ['an allowed origin', ALLOWED, { 'sec-fetch-site': 'same-site' }],
  ])('is taken from %s', async (_, origin, headers) => {
    expect(await post(headers, origin)).toEqual({ outcome: [200, null], hadEffect: true });
  });

  it('may read from anywhere, and needs no page with a token', async () => {
    const { user, browser } = await signedIn();
    const sent = newBrowser(test.app(), null);
    const authorization = `Bearer ${user.tokens.access_token}`;
    expect((await sent.send('POST', '/test/effect', { headers: { authorization }, body: {} })).status).toBe(200);
    sent.jar.cookie = browser.jar.cookie;
    expect((await sent.send('GET', '/v1/me')).status).toBe(200);
  });
});
