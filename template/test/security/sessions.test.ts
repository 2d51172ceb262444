import { afterAll, expect, it } from '@jest/globals';
import { Redis } from 'ioredis';
import { startTestApp } from '../support/start-test-app.ts';
import { addSignIn, newBrowser, signUp } from '../support/test-browser.ts';

const test = startTestApp({}, addSignIn);
const redis = new Redis(process.env['REDIS_URL'] ?? '');
afterAll(() => redis.disconnect());

const signedIn = async () => {
  const user = await signUp();
  const browser = newBrowser(test.app());
  const reply = await browser.signIn(user.tokens);
  return { user, browser, reply, cookie: browser.jar.cookie ?? '' };
};
/** What the app says to whoever shows this cookie, from any browser. */
const answerTo = async (cookie: string) => {
  const { status, body } = await newBrowser(test.app()).send('GET', '/v1/me', { headers: { cookie } });
  return [status, body.error?.code ?? body.data.id];
};
/** Every name and value that begins as those of sessions do. */
const stored = async (): Promise<string> => {
  const keys = await redis.keys('session*');
  const values = await Promise.all(
    keys.map(async (key) => ((await redis.type(key)) === 'zset' ? redis.zrange(key, '0', '-1') : redis.get(key))),
  );
  return JSON.stringify([keys, values]);
};

it('gives a cookie that is for this host alone, over TLS, and out of reach of scripts and of foreign pages', async () => {
  const { reply } = await signedIn();
  expect(reply.headers['set-cookie']).toMatch(
    /^__Host-session=[\w-]{43}; Max-Age=\d+; Path=\/; HttpOnly; Secure; SameSite=Lax$/,
  );
});

it('hands no token of Supabase to the browser', async () => {
  const { user, reply, browser } = await signedIn();
  const seen = JSON.stringify([reply.headers, reply.body, await browser.send('GET', '/v1/me')]);
  expect(seen).toContain(user.id);
  for (const token of Object.values(user.tokens).filter((value) => typeof value === 'string' && value.length > 10))
    expect(seen).not.toContain(token);
});

it('keeps nothing in Redis that would do as a cookie', async () => {
  const { cookie } = await signedIn();
  const [id = 'none'] = cookie.split('=').slice(1);
  expect(id).toHaveLength(43);
  const text = await stored();
  expect(text).toContain('refresh_token');
  expect(text).not.toContain(id);
  const hashes = [...text.matchAll(/[0-9a-f]{64}/g)].map(([hash]) => hash);
  expect(hashes.length).toBeGreaterThan(0);
  for (const hash of hashes.slice(0, 20)) expect((await answerTo(`__Host-session=${hash}`))[0]).toBe(401);
});

it('refuses the id from before the sign-in after it', async () => {
  const { user, browser, cookie } = await signedIn();
  await browser.signIn(await user.again());
  expect(browser.jar.cookie).not.toBe(cookie);
  expect(await answerTo(browser.jar.cookie ?? '')).toEqual([200, user.id]);
  expect(await answerTo(cookie)).toEqual([401, 'session_ended']);
});

it('takes up no id that somebody else has planted in the browser', async () => {
  const user = await signUp();
  const planted = `__Host-session=${'a'.repeat(43)}`;
  const browser = newBrowser(test.app());
  browser.jar.cookie = planted;
  await browser.signIn(user.tokens);
  expect(browser.jar.cookie).not.toBe(planted);
  expect(await answerTo(planted)).toEqual([401, 'session_ended']);
});

it('takes no cookie of another name, which a neighbouring host could set', async () => {
  const { cookie } = await signedIn();
  const [, id] = cookie.split('=');
  for (const name of ['session', '__host-session', '__Host-Session', 'x__Host-session', '__Secure-session'])
    expect(await answerTo(`${name}=${id}`)).toEqual([401, 'token_required']);
});

it.each(['', 'short', `${'a'.repeat(42)}%`, 'a'.repeat(44), '../../etc', '*', `"${'a'.repeat(43)}"`])(
  'takes no id of another form: %s',
  async (id) => {
    expect(await answerTo(`__Host-session=${id}`)).toEqual([401, 'token_required']);
  },
);

it('refuses the cookie of a session that its user has signed out of', async () => {
  const { browser, cookie } = await signedIn();
  expect((await browser.send('DELETE', '/v1/session')).status).toBe(204);
  expect(await answerTo(cookie)).toEqual([401, 'session_ended']);
});
