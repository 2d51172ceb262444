import { describe, expect, it } from '@jest/globals';
import { authFlow } from '../../support/auth-flow.ts';
import { linkTo, mailsTo } from '../../support/auth-mail.ts';
import { codeOf } from '../../support/code-of.ts';
import { startTestApp } from '../../support/start-test-app.ts';

process.env['AUTH_REPLY_MS'] = '0';
const test = startTestApp();
const { post, as, signUp, signIn } = authFlow(test);
const newAddress = (): string => `new-${crypto.randomUUID()}@example.com`;

describe('magic link', () => {
  it('signs its owner in, once', async () => {
    const { email } = await signUp();
    expect(await post('/v1/auth/magic-link', { email })).toMatchObject({ status: 202, body: { data: { email } } });
    const link = await linkTo(email);
    expect(link.type).toBe('magiclink');
    const reply = await post('/v1/auth/verify', link);
    expect(reply).toMatchObject({ status: 200, headers: { 'cache-control': 'no-store' } });
    const me = await as(reply.body.data.tokens.access_token)('GET', '/v1/me');
    expect(me.body.data.email).toBe(email);
    expect(codeOf(await post('/v1/auth/verify', link))).toEqual([400, 'link_not_valid']);
  });

  it('can start a browser session', async () => {
    const { email } = await signUp();
    await post('/v1/auth/magic-link', { email });
    const reply = await post('/v1/auth/verify', { ...(await linkTo(email)), session: true });
    expect(reply.body.data.tokens).toBeNull();
    expect(String(reply.headers['set-cookie'])).toContain('__Host-session=');
  });

  it('is mailed to nobody, with the same reply, where the address has no account', async () => {
    const email = newAddress();
    expect(await post('/v1/auth/magic-link', { email })).toMatchObject({ status: 202, body: { data: { email } } });
    expect(await mailsTo(email)).toEqual([]);
    expect((await post('/v1/auth/sign-in', { email, password: 'whatever it is' })).status).toBe(401);
  });

  it('is replaced by the next one', async () => {
    const { email } = await signUp();
    await post('/v1/auth/magic-link', { email });
    const first = await linkTo(email);
    await post('/v1/auth/magic-link', { email });
    const second = await linkTo(email, 2);
    expect(codeOf(await post('/v1/auth/verify', first))).toEqual([400, 'link_not_valid']);
    expect((await post('/v1/auth/verify', second)).status).toBe(200);
  });

  it.each([
    ['a token that was made up', { token_hash: 'a'.repeat(56), type: 'magiclink' }, 'link_not_valid'],
    ['a reset of a password', { token_hash: 'a'.repeat(56), type: 'recovery' }, 'validation_failed'],
    ['no token', { type: 'magiclink' }, 'validation_failed'],
    [
      'a code and an address instead',
      { email: 'a@example.com', token: '123456', type: 'magiclink' },
      'validation_failed',
    ],
  ])('refuses %s', async (_, body, code) => {
    expect(codeOf(await post('/v1/auth/verify', body))).toEqual([400, code]);
  });

  it('leads nowhere else', async () => {
    const body = { email: newAddress(), redirect_to: 'https://evil.example.com' };
    for (const url of ['/v1/auth/magic-link', '/v1/auth/password-reset'])
      expect(codeOf(await post(url, body))).toEqual([400, 'redirect_not_allowed']);
  });
});

describe('email change', () => {
  it('is confirmed from the old mailbox', async () => {
    const person = await signUp();
    const { access_token } = await signIn(person);
    const email = newAddress();
    const asked = await as(access_token)('POST', '/v1/auth/email-change', { email });
    expect(asked).toMatchObject({ status: 202, body: { data: { email } } });
    expect((await post('/v1/auth/sign-in', { ...person, email })).status).toBe(401);
    const reply = await post('/v1/auth/verify', await linkTo(person.email));
    expect(reply.status).toBe(200);
    expect((await post('/v1/auth/sign-in', { ...person, email })).status).toBe(200);
    expect((await post('/v1/auth/sign-in', person)).status).toBe(401);
  });

  it('does not tell that another account has the address, and takes nothing from it', async () => {
    const [person, other] = [await signUp(), await signUp()];
    const { access_token } = await signIn(person);
    const reply = await as(access_token)('POST', '/v1/auth/email-change', { email: other.email });
    expect(reply).toMatchObject({ status: 202, body: { data: { email: other.email } } });
    expect(await mailsTo(other.email)).toEqual([]);
    expect((await signIn(other)).id).not.toBe((await signIn(person)).id);
  });

  it('needs somebody who is signed in, and still is', async () => {
    const body = { email: newAddress() };
    expect(codeOf(await post('/v1/auth/email-change', body))).toEqual([401, 'token_required']);
    const { access_token } = await signIn(await signUp());
    const api = as(access_token);
    await api('DELETE', '/v1/session');
    expect(codeOf(await api('POST', '/v1/auth/email-change', body))).toEqual([401, 'session_revoked']);
  });
});
