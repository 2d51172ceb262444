import { expect, it } from '@jest/globals';
import type { FastifyInstance } from 'fastify';
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

/** What the other instance says to an unexpired token on a sensitive route. */
const answerTo = async ({ access_token }: Tokens) => {
  const { status, body } = await apiOf(second.app(), access_token)('GET', '/test/sensitive');
  return [status, body.error?.code ?? body.data];
};
const signOut = async ({ access_token }: Tokens, scope: string): Promise<number> =>
  (await apiOf(first.app(), access_token)('DELETE', `/v1/session?scope=${scope}`)).status;
const taken = [200, 'secret'];
const revoked = [401, 'session_revoked'];
// Tokens are told apart by the second in which they were issued.
const nextSecond = () => new Promise((resolve) => setTimeout(resolve, 1001 - (Date.now() % 1000)));

const twice = async () => {
  const user = await signUp();
  return { user, here: user.tokens, there: await user.again() };
};

it('refuses the token of a session that was signed out, and no other', async () => {
  const { here, there } = await twice();
  expect(await answerTo(here)).toEqual(taken);
  expect(await signOut(here, 'local')).toBe(204);
  expect([await answerTo(here), await answerTo(there)]).toEqual([revoked, taken]);
});

it('refuses every token of a user who signed out everywhere, but those of after', async () => {
  const { user, here, there } = await twice();
  const stranger = await signUp();
  expect(await signOut(here, 'global')).toBe(204);
  const answers = await Promise.all([here, there, stranger.tokens].map(answerTo));
  expect(answers).toEqual([revoked, revoked, taken]);
  await nextSecond();
  expect(await answerTo(await user.again())).toEqual(taken);
});

it('lets a token that was signed out sign out nobody', async () => {
  const { here, there } = await twice();
  await signOut(here, 'others');
  for (const scope of ['local', 'global', 'others']) expect(await signOut(there, scope)).toBe(401);
  expect([await answerTo(here), await answerTo(there)]).toEqual([taken, revoked]);
});

it('leaves no refresh token that is worth anything', async () => {
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

it('refuses the tokens of a banned user, ends their sessions and starts none', async () => {
  const { user, here, there } = await twice();
  const browser = newBrowser(first.app());
  await browser.signIn(there);
  await revocationService.ban(user.id);
  expect(await answerTo(here)).toEqual([403, 'user_banned']);
  expect((await browser.send('GET', '/v1/me')).status).toBe(401);
  const refused = await newBrowser(first.app()).signIn(await user.again());
  expect([refused.status, refused.body.error.code]).toEqual([403, 'user_banned']);
  await revocationService.unban(user.id);
  expect(await answerTo(here)).toEqual(taken);
});
