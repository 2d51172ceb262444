import { describe, expect, it } from '@jest/globals';
import { authFlow } from '../../support/auth-flow.ts';
import { mailsTo } from '../../support/auth-mail.ts';
import { captureLog } from '../../support/capture-log.ts';
import { startTestApp } from '../../support/start-test-app.ts';

process.env['AUTH_REPLY_MS'] = '700';
process.env['AUTH_REDIRECT_URLS'] = 'https://app.example.com/welcome';
const test = startTestApp();
const { post, as, signUp, signIn } = authFlow(test);
const password = 'correct horse battery';

const timed = async <T>(work: Promise<T>): Promise<{ ms: number; result: T }> => {
  const started = performance.now();
  const result = await work;
  return { ms: performance.now() - started, result };
};

describe('POST /v1/auth/sign-up', () => {
  it('makes an account whose password gives tokens that the API takes', async () => {
    const person = await signUp();
    const reply = await post('/v1/auth/sign-in', { ...person, email: person.email.toUpperCase() });
    expect(reply).toMatchObject({ status: 200, headers: { 'cache-control': 'no-store' } });
    expect(reply.headers['set-cookie']).toBeUndefined();
    const { user, tokens } = reply.body.data;
    expect(user).toEqual({ id: expect.any(String), email: person.email });
    expect(tokens).toMatchObject({ token_type: 'bearer', refresh_token: expect.any(String) });
    expect(tokens.expires_at * 1000).toBeGreaterThan(Date.now() + 3_500_000);
    const me = await as(tokens.access_token)('GET', '/v1/me');
    expect(me.body.data).toEqual({ ...user, roles: [] });
  });

  it('answers the same, after the same time, for an address that has an account, and tells its owner by mail', async () => {
    const { email } = await signUp();
    const fresh = `new-${crypto.randomUUID()}@example.com`;
    const known = await timed(post('/v1/auth/sign-up', { email, password }));
    const unknown = await timed(post('/v1/auth/sign-up', { email: fresh, password }));
    expect([known.result.status, known.result.body]).toEqual([202, { data: { email } }]);
    expect([unknown.result.status, unknown.result.body]).toEqual([202, { data: { email: fresh } }]);
    expect(known.ms).toBeGreaterThan(690);
    expect(unknown.ms).toBeGreaterThan(690);
    expect(await mailsTo(email)).toMatchObject([{ text: expect.stringContaining('type=magiclink') }]);
    // The password is still the first one.
    expect((await post('/v1/auth/sign-in', { email, password })).status).toBe(401);
  });

  it.each([
    ['a short password', { password: 'short' }],
    ['more bytes than bcrypt reads', { password: 'ü'.repeat(37) }],
    ['no address', { email: 'nobody' }],
    ['a key that is not known', { role: 'admin' }],
    ['a link that leads elsewhere', { redirect_to: 'https://evil.example.com/welcome' }],
    ['a link that only begins as one of ours', { redirect_to: 'https://app.example.com/welcome@evil.example.com' }],
    ['a link that is a script', { redirect_to: 'javascript:alert(1)' }],
  ])('refuses %s', async (_, wrong) => {
    const { status, body } = await post('/v1/auth/sign-up', { email: 'a@example.com', password, ...wrong });
    const code = 'redirect_to' in wrong ? 'redirect_not_allowed' : 'validation_failed';
    expect([status, body.error.code]).toEqual([400, code]);
  });

  it('takes a link that is allowed', async () => {
    const email = `new-${crypto.randomUUID()}@example.com`;
    const body = { email, password, redirect_to: 'https://app.example.com/welcome' };
    expect((await post('/v1/auth/sign-up', body)).status).toBe(202);
  });
});

describe('POST /v1/auth/sign-in', () => {
  it('answers the same, after the same time, for a wrong password and an unknown address', async () => {
    const { email } = await signUp();
    const wrong = await timed(post('/v1/auth/sign-in', { email, password }));
    const unknown = await timed(post('/v1/auth/sign-in', { email: `${crypto.randomUUID()}@example.com`, password }));
    expect([wrong.result.status, wrong.result.body.error.code]).toEqual([401, 'invalid_credentials']);
    expect(unknown.result.body).toEqual(wrong.result.body);
    expect(wrong.ms).toBeGreaterThan(690);
    expect(unknown.ms).toBeGreaterThan(690);
  });

  it('gives each of two users their own tokens, at the same time', async () => {
    const people = [await signUp(), await signUp()];
    const found = await Promise.all(
      Array.from({ length: 10 }, async (_, n) => {
        const person = people[n % 2] ?? { email: '', password: '' };
        const { access_token } = await signIn(person);
        return [person.email, (await as(access_token)('GET', '/v1/me')).body.data.email];
      }),
    );
    for (const [wanted, got] of found) expect(got).toBe(wanted);
  });

  it('answers a browser with a session cookie and no tokens', async () => {
    const person = await signUp();
    const { status, body, headers } = await post('/v1/auth/sign-in', { ...person, session: true });
    expect([status, body.data.tokens, body.data.user.email]).toEqual([200, null, person.email]);
    const cookie = String(headers['set-cookie']);
    expect(cookie).toMatch(/^__Host-session=[\w-]{43}; Max-Age=\d+; Path=\/; HttpOnly; Secure; SameSite=Lax$/);
    const me = await test.anonymous.api('GET', '/v1/me', undefined, { cookie: cookie.split(';')[0] ?? '' });
    expect(me.body.data.email).toBe(person.email);
  });

  it('ends the session that the browser had before', async () => {
    const people = [await signUp(), await signUp()];
    const [first, second] = people.map((person) => ({ ...person, session: true }));
    const cookieOf = (reply: { headers: Readonly<Record<string, string>> }): string =>
      String(reply.headers['set-cookie']).split(';')[0] ?? '';
    const before = cookieOf(await post('/v1/auth/sign-in', first));
    const after = cookieOf(await post('/v1/auth/sign-in', second, { cookie: before }));
    expect((await test.anonymous.api('GET', '/v1/me', undefined, { cookie: before })).status).toBe(401);
    const me = await test.anonymous.api('GET', '/v1/me', undefined, { cookie: after });
    expect(me.body.data.email).toBe(people[1]?.email);
  });

  it('leaves no password and no token in the log', async () => {
    const lines = captureLog(test.app());
    test.app().log.level = 'trace';
    const person = await signUp();
    const { access_token, refresh_token } = await signIn(person);
    await post('/v1/auth/sign-in', { ...person, password: `${person.password}x` });
    await post('/v1/auth/refresh', { refresh_token });
    test.app().log.level = 'silent';
    expect(lines.length).toBeGreaterThan(3);
    for (const secret of [person.password, access_token, refresh_token]) expect(lines.join()).not.toContain(secret);
  });
});

describe('POST /v1/auth/refresh', () => {
  const refresh = async (refresh_token: string) => {
    const { status, body } = await post('/v1/auth/refresh', { refresh_token });
    return { status, code: body.error?.code, tokens: body.data?.tokens };
  };

  it('gives new tokens, for the same user', async () => {
    const person = await signUp();
    const old = await signIn(person);
    const { status, tokens } = await refresh(old.refresh_token);
    expect(status).toBe(200);
    expect(tokens.refresh_token).not.toBe(old.refresh_token);
    expect((await as(tokens.access_token)('GET', '/v1/me')).body.data.email).toBe(person.email);
  });

  it('leaves the families of others alone', async () => {
    const [mine, other] = [await signIn(await signUp()), await signIn(await signUp())];
    const second = (await refresh(mine.refresh_token)).tokens;
    await refresh(second.refresh_token);
    await refresh(mine.refresh_token);
    expect((await refresh(other.refresh_token)).status).toBe(200);
  });

  it('refuses what is no refresh token', async () => {
    const { access_token } = await signIn(await signUp());
    for (const token of ['none', access_token]) expect((await refresh(token)).status).toBe(401);
  });
});

describe('DELETE /v1/session', () => {
  it.each([
    ['local', [401, 200]],
    ['global', [401, 401]],
    ['others', [200, 401]],
  ])('signs out %s, so that neither tokens nor their refresh go on', async (scope, expected) => {
    const person = await signUp();
    const [here, there] = [await signIn(person), await signIn(person)];
    expect((await as(here.access_token)('DELETE', `/v1/session?scope=${scope}`)).status).toBe(204);
    const refreshed = [here, there].map(({ refresh_token }) => post('/v1/auth/refresh', { refresh_token }));
    expect((await Promise.all(refreshed)).map(({ status }) => status)).toEqual(expected);
  });
});
