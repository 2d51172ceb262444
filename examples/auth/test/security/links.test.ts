import { expect, it } from '@jest/globals';
import { authFlow } from '../support/auth-flow.ts';
import { linkTo, mailsTo } from '../support/auth-mail.ts';
import { codeOf } from '../support/code-of.ts';
import { startTestApp } from '../support/start-test-app.ts';

process.env['AUTH_REPLY_MS'] = '0';
const test = startTestApp();
const { post, as, signUp, signIn } = authFlow(test);
const confirm = '/v1/auth/password-reset/confirm';
const password = 'the password of a thief';
const refused = [400, 'link_not_valid'];

const resetOf = async (email: string): Promise<string> => {
  await post('/v1/auth/password-reset', { email });
  return (await linkTo(email)).token_hash;
};

it('takes the link of a reset once', async () => {
  const { email } = await signUp();
  const token_hash = await resetOf(email);
  expect((await post(confirm, { token_hash, password: 'the new one of its owner' })).status).toBe(204);
  expect(codeOf(await post(confirm, { token_hash, password }))).toEqual(refused);
  expect((await post('/v1/auth/sign-in', { email, password })).status).toBe(401);
});

it('takes the link of a reset at most once, of two that come at the same time', async () => {
  const { email } = await signUp();
  const token_hash = await resetOf(email);
  const replies = await Promise.all([1, 2].map((n) => post(confirm, { token_hash, password: `${password} ${n}` })));
  const statuses = replies.map(({ status }) => status);
  // The embedded Supabase ends the session of the first for it: then both are refused.
  expect(statuses.filter((status) => status === 204).length).toBeLessThan(2);
  expect(statuses.filter((status) => ![204, 400, 401].includes(status))).toEqual([]);
});

it('takes the link that signs in to confirm nothing else', async () => {
  const { email } = await signUp();
  await post('/v1/auth/magic-link', { email });
  const { token_hash } = await linkTo(email);
  for (const type of ['signup', 'email_change', 'email'])
    expect(codeOf(await post('/v1/auth/verify', { token_hash, type }))).toEqual(refused);
});

it('ends every token and session that there was before a reset', async () => {
  const person = await signUp();
  const { access_token, refresh_token } = await signIn(person);
  const started = await post('/v1/auth/sign-in', { ...person, session: true });
  const cookie = String(started.headers['set-cookie']).split(';')[0] ?? '';
  const token_hash = await resetOf(person.email);
  expect((await post(confirm, { token_hash, password: 'the new one of its owner' })).status).toBe(204);
  expect(codeOf(await as(access_token)('GET', '/v1/me/export'))).toEqual([401, 'session_revoked']);
  expect((await post('/v1/auth/refresh', { refresh_token })).status).toBe(401);
  expect((await test.anonymous.api('GET', '/v1/me', undefined, { cookie })).status).toBe(401);
});

it('ends the whole session when a refresh token comes a second time, from a thief', async () => {
  const first = await signIn(await signUp());
  const refresh = async (refresh_token: string) => post('/v1/auth/refresh', { refresh_token });
  const second = (await refresh(first.refresh_token)).body.data.tokens;
  const third = (await refresh(second.refresh_token)).body.data.tokens;
  expect((await refresh(first.refresh_token)).status).toBe(401);
  expect((await refresh(third.refresh_token)).status).toBe(401);
});

it('fills nobody’s mailbox, from however many addresses', async () => {
  const flood = async (flow: string) => {
    const { email } = await signUp();
    const payload = flow === 'sign-up' ? { email, password } : { email };
    const answers = new Set<string>();
    for (const n of Array(7).keys()) {
      const call = { method: 'POST', url: `/v1/auth/${flow}`, remoteAddress: `198.51.100.${n + 1}`, payload } as const;
      const { statusCode, body } = await test.app().inject(call);
      answers.add(`${statusCode} ${body.replace(email, '')}`);
      // Supabase itself mails an address at most once a second here.
      await new Promise((resolve) => setTimeout(resolve, 1001));
    }
    return [flow, [...answers], (await mailsTo(email)).length];
  };
  const answers = ['202 {"data":{"email":""}}'];
  expect(await Promise.all(['magic-link', 'password-reset', 'sign-up'].map(flood))).toEqual([
    ['magic-link', answers, 5],
    ['password-reset', answers, 5],
    // The one by which the account was made has counted.
    ['sign-up', answers, 4],
  ]);
});
