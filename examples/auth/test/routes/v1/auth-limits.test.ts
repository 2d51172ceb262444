import { expect, it } from '@jest/globals';
import { authFlow } from '../../support/auth-flow.ts';
import { startTestApp } from '../../support/start-test-app.ts';

process.env['AUTH_REPLY_MS'] = '0';
const test = startTestApp();
const { signUp, as, signIn } = authFlow(test);
process.env['AUTH_RATE_LIMIT_PER_MINUTE'] = '12';

const password = 'not the password';

it('lets one address try one account ten times, whether the account is there', async () => {
  const { email } = await signUp();
  for (const address of [email, `nobody-${crypto.randomUUID()}@example.com`]) {
    const replies = [];
    for (let n = 0; n < 12; n += 1) {
      const reply = await test.app().inject({
        method: 'POST',
        url: '/v1/auth/sign-in',
        remoteAddress: `10.1.${address === email ? 1 : 2}.1`,
        payload: { email: address, password },
      });
      replies.push(reply.statusCode);
    }
    expect(replies).toEqual([...Array.from({ length: 10 }, () => 401), 429, 429]);
  }
});

it('counts the current password of a change as an attempt', async () => {
  const { access_token } = await signIn(await signUp());
  const codes = [];
  for (let n = 0; n < 12; n += 1) {
    const body = { current_password: password, password: `${password} either` };
    codes.push((await as(access_token)('PUT', '/v1/auth/password', body)).body.error.code);
  }
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
