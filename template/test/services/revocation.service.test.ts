import { afterAll, describe, expect, it } from '@jest/globals';
import type { FastifyInstance } from 'fastify';
import { Redis } from 'ioredis';
import type { Tokens } from '../../src/schemas/session.schema.ts';
import { startTestApp } from '../support/start-test-app.ts';
import { addSignIn, newBrowser, signUp } from '../support/test-browser.ts';
import { apiOf } from '../support/test-user.ts';

const { revocationService } = await import('../../src/services/revocation.service.ts');

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
// Tokens are told apart by the second in which they were issued.
const nextSecond = () => new Promise((resolve) => setTimeout(resolve, 1001 - (Date.now() % 1000)));

const twice = async () => {
  const user = await signUp();
  return { user, here: user.tokens, there: await user.again() };
};

describe('signing out', () => {
  it('here: this session is refused, others go on', async () => {
    const { here, there } = await twice();
    expect(await answers(here)).toEqual(taken);
    expect(await signOut(here, 'local')).toBe(204);
    expect([await answers(here), await answers(there)]).toEqual([signedOut, taken]);
  });

  it('everywhere: all tokens of before are refused, those of after are taken', async () => {
    const { user, here, there } = await twice();
    const stranger = await signUp();
    expect(await signOut(here, 'global')).toBe(204);
    expect([await answers(here), await answers(there), await answers(stranger.tokens)]).toEqual([
      signedOut,
      signedOut,
      taken,
    ]);
    await nextSecond();
    expect(await answers(await user.again())).toEqual(taken);
  });

  it('elsewhere: this session goes on', async () => {
    const { here, there } = await twice();
    expect(await signOut(here, 'others')).toBe(204);
    expect([await answers(here), await answers(there)]).toEqual([taken, signedOut]);
  });

  it('cannot be taken back by a token that was signed out', async () => {
    const { here, there } = await twice();
    await signOut(here, 'others');
    expect(await signOut(there, 'others')).toBe(401);
    expect([await answers(here), await answers(there)]).toEqual([taken, signedOut]);
  });

  it('reaches Supabase: the refresh token is worth nothing', async () => {
    const { here, there } = await twice();
    await signOut(here, 'global');
    for (const { refresh_token } of [here, there]) {
      const reply = await fetch(`${process.env['SUPABASE_URL']}/auth/v1/token?grant_type=refresh_token`, {
        method: 'POST',
        headers: { apikey: process.env['SUPABASE_PUBLISHABLE_KEY'] ?? '', 'content-type': 'application/json' },
        body: JSON.stringify({ refresh_token }),
        signal: AbortSignal.timeout(10_000),
      });
      expect(reply.status).toBe(400);
    }
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

  it('is not for a foreign page to do', async () => {
    const { one, states } = await browsers();
    const reply = await one.send('DELETE', '/v1/session', { headers: { origin: 'https://evil.example' } });
    expect([reply.status, reply.body.error.code]).toEqual([403, 'cross_site_request']);
    expect(await states()).toEqual([200, 200]);
  });
});

describe('a ban', () => {
  it('refuses the tokens, ends the sessions and starts none, until it is lifted', async () => {
    const { user, here, there } = await twice();
    const browser = newBrowser(first.app());
    await browser.signIn(there);
    await revocationService.ban(user.id);
    expect(await answers(here)).toEqual([403, 'user_banned', 200]);
    expect((await browser.send('GET', '/v1/me')).status).toBe(401);
    const refused = await newBrowser(first.app()).signIn(await user.again());
    expect([refused.status, refused.body.error.code]).toEqual([403, 'user_banned']);
    await revocationService.unban(user.id);
    expect(await answers(here)).toEqual(taken);
  });
});
