import { afterAll, beforeEach, describe, expect, it } from '@jest/globals';
import type { FastifyInstance } from 'fastify';
import { Redis } from 'ioredis';
import { admin } from '../support/admin.ts';
import { startTestApp } from '../support/start-test-app.ts';
import { startUpstream } from '../support/start-upstream.ts';
import { addSignIn, newBrowser, signUp } from '../support/test-browser.ts';
import { until } from '../support/until.ts';

const upstream = await startUpstream(process.env['SUPABASE_URL'] ?? '');
process.env['SUPABASE_URL'] = upstream.url;
const { sessionCookie } = await import('../../src/context/session-cookie.ts');
const { sessionService } = await import('../../src/services/session.service.ts');
const { requestContext } = await import('../../src/context/request-context.ts');

const prepare = (app: FastifyInstance): void => {
  addSignIn(app);
  // Asks nothing of Supabase, so that what it needs of it is the session's alone.
  app.get('/test/who', { onRequest: app.authenticate }, async () => ({
    data: { id: requestContext.user().id, token: requestContext.accessToken() },
  }));
};
const [first, second] = [startTestApp({}, prepare), startTestApp({}, prepare)];
const redis = new Redis(process.env['REDIS_URL'] ?? '');
afterAll(async () => {
  redis.disconnect();
  await upstream.stop();
});
beforeEach(() => void Object.assign(upstream.behaviour, { mode: 'pass', delay: 0 }));

const signedIn = async () => {
  const user = await signUp();
  const browser = newBrowser(first.app());
  await browser.signIn(user.tokens);
  const id = browser.jar.cookie?.split('=')[1] ?? '';
  const key = `session:${sessionCookie.hash(id)}`;
  const stored = async () => JSON.parse((await redis.get(key)) ?? 'null');
  /** Changes what is stored, as time would. */
  const age = async (changes: Record<string, unknown>): Promise<void> => {
    await redis.set(key, JSON.stringify({ ...(await stored()), ...changes }), 'KEEPTTL');
  };
  /** The access token has ended: it is worth nothing, so whoever gets an answer has a new one. */
  const endToken = () => age({ access_token: 'aaaa.bbbb.cccc', access_ends_at: Date.now() - 1000 });
  return { user, browser, id, key, stored, age, endToken };
};
const refreshes = () => upstream.asked.filter(({ path }) => path.includes('grant_type=refresh_token')).length;
const who = (browser: ReturnType<typeof newBrowser>) => browser.send('GET', '/test/who');

describe('the time of a session', () => {
  it('begins anew with each request, on any instance', async () => {
    const { browser, key } = await signedIn();
    await redis.pexpire(key, 60_000);
    const other = newBrowser(second.app());
    other.jar.cookie = browser.jar.cookie;
    expect((await who(other)).status).toBe(200);
    expect(await redis.pttl(key)).toBeGreaterThan(600_000_000);
  });

  it('is over when nothing came for too long', async () => {
    const { browser, key } = await signedIn();
    await redis.pexpire(key, 1);
    await until(async () => ((await redis.exists(key)) === 0 ? true : null));
    expect(await who(browser)).toMatchObject({ status: 401, body: { error: { code: 'session_ended' } } });
  });

  it('is over at its end, however busy it is', async () => {
    const { browser, key, age, user } = await signedIn();
    await age({ ends_at: Date.now() - 1 });
    expect(await who(browser)).toMatchObject({ status: 401, body: { error: { code: 'session_ended' } } });
    expect(browser.jar.cookie).toBeNull();
    expect(await redis.exists(key)).toBe(0);
    expect(await redis.zcard(`sessions-of:${user.id}`)).toBe(0);
  });
});

describe('an access token that ends', () => {
  it('is renewed a minute before, while others go on with the old one', async () => {
    const { user, browser, age } = await signedIn();
    await age({ access_ends_at: Date.now() + 30_000 });
    upstream.behaviour.delay = 300;
    const before = refreshes();
    const renewing = who(browser);
    await until(() => (refreshes() > before ? true : null));
    const meanwhile = await who(browser);
    expect(meanwhile.body.data.token).toBe(user.tokens.access_token);
    expect((await renewing).body.data.id).toBe(user.id);
    expect((await who(browser)).status).toBe(200);
    expect(refreshes() - before).toBe(1);
  });

  it('and is not renewed by Supabase ends the session', async () => {
    const { user, browser, endToken, key } = await signedIn();
    await admin().auth.admin.signOut(user.tokens.access_token, 'global');
    await endToken();
    expect(await who(browser)).toMatchObject({ status: 401, body: { error: { code: 'session_ended' } } });
    expect(browser.jar.cookie).toBeNull();
    expect(await redis.exists(key)).toBe(0);
  });

  it('keeps its session while Supabase is down, which costs a 503', async () => {
    const { user, browser, endToken } = await signedIn();
    await endToken();
    upstream.behaviour.mode = 'cut';
    const reply = await who(browser);
    expect(reply).toMatchObject({ status: 503, body: { error: { code: 'auth_unavailable' } } });
    expect(reply.headers['retry-after']).toBeDefined();
    expect(browser.jar.cookie).not.toBeNull();
    upstream.behaviour.mode = 'pass';
    expect(await who(browser)).toMatchObject({ status: 200, body: { data: { id: user.id } } });
  });

  it('still serves while Supabase is down, for as long as it lives', async () => {
    const { user, browser, age } = await signedIn();
    await age({ access_ends_at: Date.now() + 30_000 });
    upstream.behaviour.mode = 'cut';
    expect(await who(browser)).toMatchObject({ status: 200, body: { data: { token: user.tokens.access_token } } });
  });

  it('is renewed after an instance has died over it', async () => {
    const { browser, endToken, id } = await signedIn();
    await endToken();
    await redis.set(`session-lock:${sessionCookie.hash(id)}`, 'the dead', 'PX', 300);
    expect((await who(browser)).status).toBe(200);
  });
});

describe('the sessions of a user', () => {
  it('are listed, the last used first, and ended one by one', async () => {
    const user = await signUp();
    const devices = ['Firefox', 'Safari'];
    const [one, two] = await Promise.all(
      devices.map(async (device) => sessionService.create(await user.again(), device, null)),
    );
    // The first was used a minute ago.
    await redis.pexpire(`session:${sessionCookie.hash(one ?? '')}`, 604_740_000);
    await sessionService.read(two ?? '');
    const listed = await sessionService.list(user.id);
    expect(listed.map(({ device }) => device)).toEqual(['Safari', 'Firefox']);
    const seen = Date.parse(listed[0]?.last_seen_at ?? '');
    expect(Math.abs(Date.now() - seen)).toBeLessThan(5000);
    await sessionService.endOthers(user.id, one ?? '');
    expect((await sessionService.list(user.id)).map(({ device }) => device)).toEqual(['Firefox']);
    expect(await sessionService.read(two ?? '')).toBeNull();
    await sessionService.endAll(user.id);
    expect(await sessionService.read(one ?? '')).toBeNull();
    expect(await sessionService.list(user.id)).toEqual([]);
  });

  it('are not those of another', async () => {
    const [a, b] = await Promise.all([signedIn(), signedIn()]);
    await sessionService.endAll(a.user.id);
    expect((await who(a.browser)).status).toBe(401);
    expect((await who(b.browser)).status).toBe(200);
  });
});
