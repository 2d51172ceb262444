import { randomBytes } from 'node:crypto';
import { afterAll, describe, expect, it } from '@jest/globals';
import { authFlow } from '../../support/auth-flow.ts';
import { linkTo } from '../../support/auth-mail.ts';
import { startAuthStack } from '../../support/auth-stack.ts';
import { type Account, startOauthProvider } from '../../support/oauth-provider.ts';
import { pkce } from '../../support/pkce.ts';
import { startTestApp } from '../../support/start-test-app.ts';

const provider = await startOauthProvider();
afterAll(provider.stop);
await startAuthStack(provider.toml);
const redirect_to = 'https://app.example.com/welcome';
Object.assign(process.env, {
  AUTH_REPLY_MS: '0',
  AUTH_REDIRECT_URLS: redirect_to,
  AUTH_OAUTH_PROVIDERS: 'github',
});
const test = startTestApp();
const { post, as, signUp } = authFlow(test);

const { newVerifier, challengeOf } = pkce;
const newAccount = (more: Partial<Account> = {}): Account => {
  const login = `dev-${crypto.randomUUID()}`;
  return { id: randomBytes(4).readUInt32BE(), login, email: `${login}@example.com`, verified: true, ...more };
};

/** Goes where a browser would, as the account at the provider, and returns the URL at which it comes back to the app. */
const browse = async (account: Account | null, verifier: string): Promise<URL> => {
  provider.signInAs(account);
  const begun = await post('/v1/auth/oauth', {
    provider: 'github',
    redirect_to,
    code_challenge: challengeOf(verifier),
  });
  expect(begun.status).toBe(200);
  let url = begun.body.data.url;
  for (let hops = 0; !url.startsWith(redirect_to) && hops < 5; hops += 1) {
    const reply = await fetch(url, { redirect: 'manual', signal: AbortSignal.timeout(10_000) });
    url = reply.headers.get('location') ?? '';
  }
  return new URL(url);
};
const codeFor = async (account: Account, verifier: string): Promise<string> =>
  (await browse(account, verifier)).searchParams.get('code') ?? '';

const signIn = async (account: Account, more = {}) => {
  const code_verifier = newVerifier();
  const code = await codeFor(account, code_verifier);
  return post('/v1/auth/oauth/token', { code, code_verifier, ...more });
};

describe('signing in by another service', () => {
  it('makes an account, and finds it again', async () => {
    const account = newAccount();
    const first = await signIn(account);
    expect(first).toMatchObject({ status: 200, headers: { 'cache-control': 'no-store' } });
    const { user, tokens } = first.body.data;
    expect((await as(tokens.access_token)('GET', '/v1/me')).body.data).toEqual({ ...user, roles: [] });
    expect(user.email).toBe(account.email);
    expect((await signIn(account)).body.data.user).toEqual(user);
    expect((await signIn(newAccount())).body.data.user.id).not.toBe(user.id);
  });

  it('can start a browser session', async () => {
    const reply = await signIn(newAccount(), { session: true });
    expect(reply.body.data.tokens).toBeNull();
    expect(String(reply.headers['set-cookie'])).toContain('__Host-session=');
  });

  it('brings no code back where the user says no', async () => {
    const back = await browse(null, newVerifier());
    expect(back.searchParams.get('code')).toBeNull();
    expect(back.href).toContain('access_denied');
  });

  it('gives nobody the account of an address that the provider has not verified', async () => {
    const { email } = await signUp();
    await post('/v1/auth/verify', await linkTo(email));
    const back = await browse(newAccount({ email, verified: false }), newVerifier());
    expect(back.searchParams.get('code')).toBeNull();
  });

  it('gives its owner the account of an address that the provider has verified', async () => {
    const { email } = await signUp();
    const mine = (await post('/v1/auth/verify', await linkTo(email))).body.data.user;
    expect((await signIn(newAccount({ email }))).body.data.user).toEqual(mine);
  });
});

describe('where addresses are confirmed', () => {
  it('lets nobody sign in before the link of the mail was followed', async () => {
    const person = await signUp();
    const early = await post('/v1/auth/sign-in', person);
    expect([early.status, early.body.error.code]).toEqual([401, 'invalid_credentials']);
    const link = await linkTo(person.email);
    expect(link.type).toBe('signup');
    const reply = await post('/v1/auth/verify', link);
    expect((await as(reply.body.data.tokens.access_token)('GET', '/v1/me')).body.data.email).toBe(person.email);
    expect((await post('/v1/auth/sign-in', person)).status).toBe(200);
  });

  it('answers the same for an address that has an account', async () => {
    const { email } = await signUp();
    await post('/v1/auth/verify', await linkTo(email));
    const reply = await post('/v1/auth/sign-up', { email, password: 'another password' });
    expect([reply.status, reply.body]).toEqual([202, { data: { email } }]);
    expect((await post('/v1/auth/sign-in', { email, password: 'another password' })).status).toBe(401);
    expect((await linkTo(email, 2)).type).toBe('magiclink');
  });
});
