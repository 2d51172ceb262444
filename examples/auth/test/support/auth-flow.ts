import { expect } from '@jest/globals';
import type { TestApp } from './start-test-app.ts';
import { apiOf, type TestUser } from './test-user.ts';

// All that is sent here comes from one address.
process.env['AUTH_RATE_LIMIT_PER_MINUTE'] = '100000';

type Tokens = { readonly access_token: string; readonly refresh_token: string };
type Person = { readonly email: string; readonly password: string };

/** The steps of signing in, as a caller takes them. */
export const authFlow = (test: TestApp) => {
  const post = (url: string, body: unknown, headers = {}) => test.anonymous.api('POST', url, body, headers);
  return {
    post,
    as: (token: string): TestUser['api'] => apiOf(test.app(), token),

    async signUp(): Promise<Person> {
      const person = { email: `person-${crypto.randomUUID()}@example.com`, password: `pw-${crypto.randomUUID()}` };
      expect((await post('/v1/auth/sign-up', person)).status).toBe(202);
      return person;
    },

    async signIn({ email, password }: Person): Promise<Tokens & { readonly id: string }> {
      const { status, body } = await post('/v1/auth/sign-in', { email, password });
      expect(status).toBe(200);
      return { ...body.data.tokens, id: body.data.user.id };
    },
  };
};
