import { afterAll, describe, expect, it } from '@jest/globals';
import type { FastifyInstance } from 'fastify';
import { scratchDir } from '../../stack/scratch-dir.ts';
import { startRedis } from '../../stack/start-redis.ts';
import { startTestApp } from '../support/start-test-app.ts';
import { addSignIn, newBrowser, signUp } from '../support/test-browser.ts';
import { apiOf } from '../support/test-user.ts';

// A Redis of its own, which is gone once somebody is signed in.
const { dir, remove } = await scratchDir();
const redis = await startRedis({ dir, port: 0, keep: false, databases: 1 });
if (redis === null) throw new Error('This needs Redis: run `npm run setup`.');
process.env['REDIS_URL'] = redis.url;
const test = startTestApp({}, (app: FastifyInstance) => {
  addSignIn(app);
  const onRequest = [app.authenticate, app.requireLiveSession];
  app.get('/test/sensitive', { onRequest }, async () => ({ data: 'secret' }));
});
afterAll(async () => {
  await redis.stop();
  await remove();
});

describe('while Redis is away', () => {
  it('sessions and sensitive routes are refused with 503, tokens are taken elsewhere', async () => {
    const user = await signUp();
    const browser = newBrowser(test.app());
    expect((await browser.signIn(user.tokens)).status).toBe(204);
    expect((await browser.send('GET', '/v1/me')).status).toBe(200);
    await redis.stop();

    const refused = await browser.send('GET', '/v1/me');
    expect([refused.status, refused.body.error.code]).toEqual([503, 'sessions_unavailable']);
    // The session may well be there: the browser keeps its cookie.
    expect(browser.jar.cookie).not.toBeNull();
    expect((await newBrowser(test.app()).signIn(user.tokens)).status).toBe(503);

    const api = apiOf(test.app(), user.tokens.access_token);
    expect((await api('GET', '/v1/me')).status).toBe(200);
    for (const [method, url] of [
      ['GET', '/test/sensitive'],
      ['DELETE', '/v1/session'],
    ] as const) {
      const { status, body } = await api(method, url);
      expect([status, body.error.code]).toEqual([503, 'revocations_unavailable']);
    }
  });
});
