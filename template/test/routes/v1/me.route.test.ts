import { describe, expect, it } from '@jest/globals';
import { startTestApp } from '../../support/start-test-app.ts';

const test = startTestApp();

describe('GET /v1/me', () => {
  it('is the caller', async () => {
    const user = await test.newUser();
    expect(await user.api('GET', '/v1/me')).toMatchObject({
      status: 200,
      body: { data: { id: user.id, email: user.email, roles: [] } },
    });
  });

  it('refuses a query, since it takes none', async () => {
    const user = await test.newUser();
    expect(await user.api('GET', '/v1/me?fields=id')).toMatchObject({ status: 400 });
  });

  it('is nobody without a token', async () => {
    expect(await test.anonymous.api('GET', '/v1/me')).toMatchObject({
      status: 401,
      body: { error: { code: 'token_required' }, statusCode: 401 },
    });
  });
});
