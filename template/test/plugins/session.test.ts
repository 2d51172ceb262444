import { afterAll, describe, expect, it } from '@jest/globals';
import type { FastifyInstance } from 'fastify';
import { Redis } from 'ioredis';
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
const redis = new Redis(process.env['REDIS_URL'] ?? '');
afterAll(() => redis.disconnect());

const signedIn = async () => {
  const user = await signUp();
  const browser = newBrowser(test.app());
  const reply = await browser.signIn(user.tokens);
  return { user, browser, reply };
};
const codeOf = async (reply: ReturnType<ReturnType<typeof newBrowser>['send']>) => {
  const { status, body } = await reply;
  return [status, body.error?.code ?? null];
};
const storedText = async (): Promise<string> => {
  const keys = await redis.keys('session*');
  const texts = await Promise.all(
    keys.map(
      async (key) =>
        `${key} ${(await redis.type(key)) === 'string' ? await redis.get(key) : await redis.zrange(key, '0', '-1')}`,
    ),
  );
  return texts.join('\n');
};

describe('the cookie of a session', () => {
  it('is for this host alone, over TLS, out of reach of scripts, and holds no token', async () => {
    const { user, reply } = await signedIn();
    const set = reply.headers['set-cookie'] ?? '';
    expect(set).toMatch(/^__Host-session=[\w-]{43}; Max-Age=\d+; Path=\/; HttpOnly; Secure; SameSite=Lax$/);
    const answer = JSON.stringify([reply.headers, reply.body]);
    expect(answer).not.toContain(user.tokens.access_token);
    expect(answer).not.toContain(user.tokens.refresh_token);
  });

  it('stands for the same caller as the token', async () => {
    const { user, browser } = await signedIn();
    const me = await browser.send('GET', '/v1/me');
    expect(me).toMatchObject({ status: 200, body: { data: { id: user.id, email: user.email, roles: [] } } });
  });

  it('is not what is stored: who reads the store cannot use it', async () => {
    const { browser } = await signedIn();
    const id = browser.jar.cookie?.split('=')[1] ?? 'none';
    expect(id).toHaveLength(43);
    const stored = await storedText();
    expect(stored).toContain('refresh_token');
    expect(stored).not.toContain(id);
  });

  it('gives way to a token, whatever that is worth', async () => {
    const [{ browser }, other] = await Promise.all([signedIn(), signUp()]);
    const as = (authorization: string) => browser.send('GET', '/v1/me', { headers: { authorization } });
    expect((await as(`Bearer ${other.tokens.access_token}`)).body.data.id).toBe(other.id);
    for (const wrong of ['Bearer a.b.c', 'Basic YTpi', '']) expect((await as(wrong)).status).toBe(401);
  });
});

describe('an id', () => {
  it('from before the sign-in is not valid after it', async () => {
    const { user, browser } = await signedIn();
    const before = browser.jar.cookie;
    await browser.signIn(await user.again());
    expect(browser.jar.cookie).not.toBe(before);
    expect((await browser.send('GET', '/v1/me')).status).toBe(200);
    expect(await codeOf(browser.send('GET', '/v1/me', { headers: { cookie: before ?? '' } }))).toEqual([
      401,
      'session_ended',
    ]);
  });

  it('that somebody else has planted is not taken up', async () => {
    const user = await signUp();
    const planted = `__Host-session=${'a'.repeat(43)}`;
    const browser = newBrowser(test.app());
    browser.jar.cookie = planted;
    await browser.signIn(user.tokens);
    expect(browser.jar.cookie).not.toBe(planted);
    expect((await newBrowser(test.app()).send('GET', '/v1/me', { headers: { cookie: planted } })).status).toBe(401);
  });

  it('that is unknown ends with 401, and the browser forgets it', async () => {
    const reply = await newBrowser(test.app()).send('GET', '/v1/me', {
      headers: { cookie: `__Host-session=${'b'.repeat(43)}` },
    });
    expect([reply.status, reply.body.error.code]).toEqual([401, 'session_ended']);
    expect(reply.headers['set-cookie']).toMatch(/^__Host-session=; .*Expires=Thu, 01 Jan 1970/);
  });

  it.each(['', 'short', `${'a'.repeat(42)}%`, 'a'.repeat(44), '../../etc', `"${'a'.repeat(43)}"`])(
    'of another form (%s) is none',
    async (id) => {
      const reply = newBrowser(test.app()).send('GET', '/v1/me', { headers: { cookie: `__Host-session=${id}` } });
      expect(await codeOf(reply)).toEqual([401, 'token_required']);
    },
  );
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

  it.each<[string, string | null, Record<string, string>]>([
    ['a foreign page', 'https://evil.example', {}],
    ['a page that begins like ours', 'http://localhost.evil.example', {}],
    ['another port of our host', 'http://localhost:8080', {}],
    ['a sandboxed frame', 'null', {}],
    ['no page', null, {}],
    ['no page, whatever the browser says of it', null, { 'sec-fetch-site': 'same-origin' }],
    ['our host by another scheme', 'http://localhost', { 'sec-fetch-site': 'cross-site' }],
    ['a neighbour', 'http://localhost', { 'sec-fetch-site': 'same-site' }],
    ['an origin that is no URL', 'localhost', {}],
  ])('is refused from %s', async (_, origin, headers) => {
    expect(await post(headers, origin)).toEqual({ outcome: [403, 'cross_site_request'], hadEffect: false });
  });

  it.each<[string, string, Record<string, string>]>([
    ['our own host', 'http://localhost', {}],
    ['our own host, as the browser says too', 'https://localhost', { 'sec-fetch-site': 'same-origin' }],
    ['an allowed origin', ALLOWED, { 'sec-fetch-site': 'same-site' }],
  ])('is taken from %s', async (_, origin, headers) => {
    expect(await post(headers, origin)).toEqual({ outcome: [200, null], hadEffect: true });
  });

  it.each(['text/plain', 'application/x-www-form-urlencoded', 'multipart/form-data; boundary=x'])(
    'is refused as a form (%s), which a foreign page may send without asking',
    async (type) => {
      const foreign = await post({ 'content-type': type }, 'https://evil.example');
      expect(foreign).toEqual({ outcome: [403, 'cross_site_request'], hadEffect: false });
      const own = await post({ 'content-type': type }, 'http://localhost');
      expect(own).toEqual({ outcome: [415, 'unsupported_media_type'], hadEffect: false });
    },
  );

  it('may read from anywhere, and needs no page with a token', async () => {
    const { user, browser } = await signedIn();
    const sent = newBrowser(test.app(), null);
    const authorization = `Bearer ${user.tokens.access_token}`;
    expect((await sent.send('POST', '/test/effect', { headers: { authorization }, body: {} })).status).toBe(200);
    sent.jar.cookie = browser.jar.cookie;
    expect((await sent.send('GET', '/v1/me')).status).toBe(200);
  });
});
