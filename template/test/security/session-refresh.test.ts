import { afterAll, expect, it } from '@jest/globals';
import type { FastifyInstance } from 'fastify';
import { Redis } from 'ioredis';
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
const instances = [startTestApp({}, prepare), startTestApp({}, prepare)] as const;
const redis = new Redis(process.env['REDIS_URL'] ?? '');
afterAll(async () => {
  redis.disconnect();
  await upstream.stop();
});

/** A browser whose access token has ended: it is worth nothing, so whoever gets an answer has a new one. */
const withEndedToken = async () => {
  const user = await signUp();
  const browser = newBrowser(instances[0].app());
  await browser.signIn(user.tokens);
  const id = browser.jar.cookie?.split('=')[1] ?? '';
  const key = `session:${sessionCookie.hash(id)}`;
  const stored = async () => JSON.parse((await redis.get(key)) ?? 'null');
  const ended = { ...(await stored()), access_token: 'aaaa.bbbb.cccc', access_ends_at: Date.now() - 1000 };
  await redis.set(key, JSON.stringify(ended), 'KEEPTTL');
  return { user, browser, id, key, stored };
};
const refreshes = (): number => upstream.asked.filter(({ path }) => path.includes('grant_type=refresh_token')).length;

it.each([200, 0])(
  'renews once for 20 requests at two instances, so that no refresh token is used twice (Supabase takes %d ms)',
  async (delay) => {
    const { user, browser, stored } = await withEndedToken();
    upstream.behaviour.delay = delay;
    const before = refreshes();
    const replies = await Promise.all(
      Array.from({ length: 20 }, (_, n) => {
        const one = newBrowser(instances[n % 2 === 0 ? 0 : 1].app());
        one.jar.cookie = browser.jar.cookie;
        return one.send('GET', '/test/who');
      }),
    );
    upstream.behaviour.delay = 0;
    const { access_token, refresh_token } = await stored();
    expect(replies.map(({ status, body }) => [status, body.data?.id, body.data?.token === access_token])).toEqual(
      Array.from({ length: 20 }, () => [200, user.id, true]),
    );
    expect(refreshes() - before).toBe(1);
    expect(refresh_token).not.toBe(user.tokens.refresh_token);
  },
);

it('brings no session back that was ended while it was being renewed', async () => {
  const { browser, id, key } = await withEndedToken();
  upstream.behaviour.delay = 300;
  const before = refreshes();
  const renewing = browser.send('GET', '/test/who');
  await until(() => (refreshes() > before ? true : null));
  await sessionService.end(id);
  expect((await renewing).status).toBe(401);
  upstream.behaviour.delay = 0;
  expect(await redis.exists(key)).toBe(0);
});
