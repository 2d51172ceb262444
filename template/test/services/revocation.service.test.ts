import { afterAll, describe, expect, it } from '@jest/globals';
import type { FastifyInstance } from 'fastify';
import { Redis } from 'ioredis';
import type { Tokens } from '../../src/schemas/session.schema.ts';
import { startTestApp } from '../support/start-test-app.ts';
import { addSignIn, newBrowser, signUp } from '../support/test-browser.ts';
import { apiOf } from '../support/test-user.ts';

const prepare = (app: FastifyInstance): void => {
  addSignIn(app);
  const onRequest = [app.authenticate, app.requireLiveSession];
  app.get('/test/sensitive', { onRequest }, async () => ({ data: 'secret' }));
};
const [first, second] = [startTestApp({}, prepare), startTestApp({}, prepare)];
const redis = new Redis(process.env['REDIS_URL'] ?? '');
afterAll(() => redis.disconnect());

const as = ({ access_token }: Tokens, app = first.app()) => apiOf(app, access_token);
/** What the other instance says to a token on a sensitive route, and on one that is not. */
const answers = async (tokens: Tokens) => {
  const sensitive = await as(tokens, second.app())('GET', '/test/sensitive');
  const usual = await as(tokens, second.app())('GET', '/v1/me');
  return [sensitive.status, sensitive.body.error?.code ?? null, usual.status];
};
const taken = [200, null, 200];
// Its rows are still to be had: only sensitive routes ask.
const signedOut = [401, 'session_revoked', 200];
const signOut = async (tokens: Tokens, scope: string) =>
  (await as(tokens)('DELETE', `/v1/session?scope=${scope}`)).status;

const twice = async () => {
  const user = await signUp();
  return { user, here: user.tokens, there: await user.again() };
};

describe('signing out', () => {
  it('elsewhere: this session goes on', async () => {
    const { here, there } = await twice();
    expect(await signOut(here, 'others')).toBe(204);
    expect([await answers(here), await answers(there)]).toEqual([taken, signedOut]);
  });

  it('is kept on the list for as long as a token lives, and no longer', async () => {
    const { user, here } = await twice();
    await signOut(here, 'global');
    const seconds = await redis.ttl(`revoked-user:${user.id}`);
    expect(seconds).toBeGreaterThan(3500);
    expect(seconds).toBeLessThanOrEqual(3660);
  });

  it('takes no other scope', async () => {
    const { here } = await twice();
    expect(await signOut(here, 'all')).toBe(400);
  });
});

describe('signing out of a browser', () => {
  const browsers = async () => {
    const { user, here, there } = await twice();
    const [one, two] = [newBrowser(first.app()), newBrowser(second.app())];
    await one.signIn(here);
    await two.signIn(there);
    const ids = [one.jar.cookie, two.jar.cookie];
    const states = () =>
      Promise.all(
        ids.map(async (cookie) => {
          const sent = newBrowser(second.app());
          return (await sent.send('GET', '/test/sensitive', { headers: { cookie: cookie ?? '' } })).status;
        }),
      );
    return { user, one, states };
  };

  it.each([
    ['local', [401, 200], true],
    ['global', [401, 401], true],
    ['others', [200, 401], false],
  ])('%s', async (scope, expected, isForgotten) => {
    const { one, states } = await browsers();
    expect(await states()).toEqual([200, 200]);
    expect((await one.send('DELETE', `/v1/session?scope=${scope}`)).status).toBe(204);
    expect(one.jar.cookie === null).toBe(isForgotten);
    expect(await states()).toEqual(expected);
  });
});
