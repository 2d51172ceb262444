import { describe, expect, it } from '@jest/globals';
import { authFlow } from '../../support/auth-flow.ts';
import { linkTo, mailsTo } from '../../support/auth-mail.ts';
import { codeOf } from '../../support/code-of.ts';
import { startTestApp } from '../../support/start-test-app.ts';

process.env['AUTH_REPLY_MS'] = '0';
const test = startTestApp();
const { post, as, signUp, signIn } = authFlow(test);
const password = 'a new and longer password';

describe('password reset', () => {
  const resetLink = async (email: string, count = 1): Promise<string> => {
    expect((await post('/v1/auth/password-reset', { email })).status).toBe(202);
    const { token_hash, type } = await linkTo(email, count);
    expect(type).toBe('recovery');
    return token_hash;
  };

  it('sets the password, signs out everywhere, and serves once', async () => {
    const person = await signUp();
    const before = await signIn(person);
    const cookie = String((await post('/v1/auth/sign-in', { ...person, session: true })).headers['set-cookie']);
    const token_hash = await resetLink(person.email);
    expect((await post('/v1/auth/password-reset/confirm', { token_hash, password })).status).toBe(204);

    expect((await post('/v1/auth/sign-in', person)).status).toBe(401);
    expect((await post('/v1/auth/refresh', { refresh_token: before.refresh_token })).status).toBe(401);
    const session = { cookie: cookie.split(';')[0] ?? '' };
    expect((await test.anonymous.api('GET', '/v1/me', undefined, session)).status).toBe(401);
    const change = { current_password: password, password: 'yet another password' };
    expect(codeOf(await as(before.access_token)('PUT', '/v1/auth/password', change))).toEqual([401, 'session_revoked']);

    const again = { token_hash, password: 'the password of a thief' };
    expect(codeOf(await post('/v1/auth/password-reset/confirm', again))).toEqual([400, 'link_not_valid']);
    // At once, on a route that asks whether the session is still alive.
    const { access_token } = await signIn({ ...person, password });
    expect((await as(access_token)('PUT', '/v1/auth/password', change)).status).toBe(204);
  });

  it('is mailed to nobody, with the same reply, where the address has no account', async () => {
    const email = `new-${crypto.randomUUID()}@example.com`;
    expect(await post('/v1/auth/password-reset', { email })).toMatchObject({ status: 202, body: { data: { email } } });
    expect(await mailsTo(email)).toEqual([]);
  });

  it('changes nothing for another user', async () => {
    const [person, other] = [await signUp(), await signUp()];
    const theirs = await signIn(other);
    const token_hash = await resetLink(person.email);
    await post('/v1/auth/password-reset/confirm', { token_hash, password });
    await signIn(other);
    expect((await post('/v1/auth/refresh', { refresh_token: theirs.refresh_token })).status).toBe(200);
  });

  it('keeps the link where the password is refused before it is used', async () => {
    const { email } = await signUp();
    const token_hash = await resetLink(email);
    const short = await post('/v1/auth/password-reset/confirm', { token_hash, password: 'short' });
    expect(codeOf(short)).toEqual([400, 'validation_failed']);
    expect((await post('/v1/auth/password-reset/confirm', { token_hash, password })).status).toBe(204);
  });

  it('is content with the password that is there', async () => {
    const person = await signUp();
    const token_hash = await resetLink(person.email);
    const same = { token_hash, password: person.password };
    expect((await post('/v1/auth/password-reset/confirm', same)).status).toBe(204);
    await signIn(person);
  });
});

describe('PUT /v1/auth/password', () => {
  it('sets the password, and signs out everywhere but here', async () => {
    const person = await signUp();
    const [here, there] = [await signIn(person), await signIn(person)];
    const body = { current_password: person.password, password };
    expect((await as(here.access_token)('PUT', '/v1/auth/password', body)).status).toBe(204);
    expect((await post('/v1/auth/sign-in', person)).status).toBe(401);
    expect((await post('/v1/auth/sign-in', { ...person, password })).status).toBe(200);
    expect((await post('/v1/auth/refresh', { refresh_token: there.refresh_token })).status).toBe(401);
    expect((await post('/v1/auth/refresh', { refresh_token: here.refresh_token })).status).toBe(200);
  });

  it('keeps the browser signed in that asked for it', async () => {
    const person = await signUp();
    const start = await post('/v1/auth/sign-in', { ...person, session: true });
    const headers = {
      cookie: String(start.headers['set-cookie']).split(';')[0] ?? '',
      host: 'api.example.com',
      origin: 'https://api.example.com',
    };
    const body = { current_password: person.password, password };
    expect((await test.anonymous.api('PUT', '/v1/auth/password', body, headers)).status).toBe(204);
    expect((await test.anonymous.api('GET', '/v1/me', undefined, headers)).status).toBe(200);
  });

  it('needs the password that is there', async () => {
    const person = await signUp();
    const { access_token } = await signIn(person);
    const api = as(access_token);
    const wrong = await api('PUT', '/v1/auth/password', { current_password: 'not this one', password });
    expect(codeOf(wrong)).toEqual([403, 'current_password_wrong']);
    const same = await api('PUT', '/v1/auth/password', {
      current_password: person.password,
      password: person.password,
    });
    expect(codeOf(same)).toEqual([422, 'same_password']);
    await signIn(person);
  });

  it('needs somebody who is signed in', async () => {
    const body = { current_password: 'one', password };
    expect(codeOf(await test.anonymous.api('PUT', '/v1/auth/password', body))).toEqual([401, 'token_required']);
  });
});
