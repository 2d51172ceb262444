import { expect, it } from '@jest/globals';
import { startTestApp } from '../support/start-test-app.ts';

Object.assign(process.env, { AUTH_REPLY_MS: '0', AUTH_RATE_LIMIT_PER_MINUTE: '12' });
const test = startTestApp();

// Each test comes from addresses of its own: what other tests sent counts in the same Redis.
it('lets one address try one account ten times, whether the account is there', async () => {
  const { email } = await test.newUser();
  const accounts = { '10.1.1.1': email, '10.1.2.1': `nobody-${crypto.randomUUID()}@example.com` };
  for (const [remoteAddress, account] of Object.entries(accounts)) {
    const payload = { email: account, password: 'not the password' };
    const replies = [];
    for (let n = 0; n < 12; n += 1)
      replies.push(
        (await test.app().inject({ method: 'POST', url: '/v1/auth/sign-in', remoteAddress, payload })).statusCode,
      );
    expect(replies).toEqual([...Array.from({ length: 10 }, () => 401), 429, 429]);
  }
});

it('counts the current password of a change as an attempt', async () => {
  const { token } = await test.newUser();
  const call = {
    method: 'PUT',
    url: '/v1/auth/password',
    remoteAddress: '10.1.3.1',
    headers: { authorization: `Bearer ${token}` },
    payload: { current_password: 'not the password', password: 'not the password either' },
  } as const;
  const codes = [];
  for (let n = 0; n < 12; n += 1) codes.push((await test.app().inject(call)).json().error.code);
  expect(codes).toEqual([
    ...Array.from({ length: 10 }, () => 'current_password_wrong'),
    'too_many_attempts',
    'too_many_attempts',
  ]);
});

it.each(['sign-up', 'magic-link', 'password-reset', 'verify', 'refresh', 'oauth', 'oauth/token'])(
  'limits requests to /v1/auth/%s by address, whatever they say',
  async (name) => {
    const send = async (remoteAddress: string) =>
      (await test.app().inject({ method: 'POST', url: `/v1/auth/${name}`, payload: {}, remoteAddress })).statusCode;
    const codes = [];
    for (let n = 0; n < 14; n += 1) codes.push(await send('10.2.0.1'));
    expect(codes).toEqual([...Array.from({ length: 12 }, () => 400), 429, 429]);
    expect(await send('10.2.0.2')).toBe(400);
  },
);
