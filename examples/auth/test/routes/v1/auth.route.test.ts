import { describe, expect, it } from '@jest/globals';
import { startTestApp } from '../../support/start-test-app.ts';
import { apiOf } from '../../support/test-user.ts';

const test = startTestApp();
const newAddress = (): string => `person-${crypto.randomUUID()}@example.com`;
const password = 'correct horse battery';

const call = (url: string, body: unknown, headers = {}) => test.anonymous.api('POST', url, body, headers);
const signUp = async (email = newAddress()): Promise<string> => {
  expect((await call('/v1/auth/sign-up', { email, password })).status).toBe(202);
  return email;
};

describe('signing up and in', () => {
  it('makes an account whose password gives tokens that the API takes', async () => {
    const email = await signUp();
    const reply = await call('/v1/auth/sign-in', { email: email.toUpperCase(), password });
    expect(reply).toMatchObject({ status: 200, headers: { 'cache-control': 'no-store' } });
    const { access_token, user, ...rest } = reply.body.data;
    expect(user).toEqual({ id: expect.any(String), email });
    expect(rest).toMatchObject({ token_type: 'bearer', expires_in: 3600, refresh_token: expect.any(String) });
    const me = await apiOf(test.app(), access_token)('GET', '/v1/me');
    expect(me.body.data).toEqual({ id: user.id, email, roles: [] });
  });
});
