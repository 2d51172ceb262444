import { randomBytes } from 'node:crypto';
import { afterAll, expect, it } from '@jest/globals';
import { authFlow } from '../support/auth-flow.ts';
import { startAuthStack } from '../support/auth-stack.ts';
import { startOauthProvider } from '../support/oauth-provider.ts';
import { codeOf } from '../support/code-of.ts';
import { pkce } from '../support/pkce.ts';
import { startTestApp } from '../support/start-test-app.ts';

const provider = await startOauthProvider();
afterAll(provider.stop);
const redirect_to = 'https://app.example.com/welcome';
await startAuthStack(provider.toml);
Object.assign(process.env, { AUTH_REPLY_MS: '0', AUTH_REDIRECT_URLS: redirect_to, AUTH_OAUTH_PROVIDERS: 'github' });
const test = startTestApp();
const { post } = authFlow(test);

const { newVerifier, challengeOf } = pkce;
const start = (more = {}) =>
  post('/v1/auth/oauth', { provider: 'github', redirect_to, code_challenge: challengeOf(newVerifier()), ...more });
const next = async (url: string): Promise<string> => {
  const reply = await fetch(url, { redirect: 'manual', signal: AbortSignal.timeout(10_000) });
  return reply.headers.get('location') ?? '';
};

/** Goes the way of a browser to the URL at which it comes back to Supabase. */
const toCallback = async (verifier: string): Promise<URL> => {
  const name = `dev-${crypto.randomUUID()}`;
  const id = randomBytes(4).readUInt32BE();
  provider.signInAs({ id, login: name, email: `${name}@example.com`, verified: true });
  const begun = await start({ code_challenge: challengeOf(verifier) });
  return new URL(await next(await next(begun.body.data.url)));
};
const codeIn = (url: string): string => (URL.canParse(url) ? (new URL(url).searchParams.get('code') ?? '') : '');

it.each([
  'https://evil.example.com/welcome',
  'https://app.example.com.evil.example.com/welcome',
  'https://app.example.com@evil.example.com/welcome',
  'https://app.example.com/welcome/../../evil',
  'https://app.example.com/welcome?next=https://evil.example.com',
  'https://app.example.com/welcome#@evil.example.com',
  'https://app.example.com\\@evil.example.com/welcome',
  'http://app.example.com/welcome',
  'HTTPS://APP.EXAMPLE.COM/welcome',
  '//evil.example.com/welcome',
  'javascript:alert(1)//https://app.example.com/welcome',
  'data:text/html,<script>alert(1)</script>',
  ' https://app.example.com/welcome',
  'https://app.example.com/welcome\r\nlocation: https://evil.example.com',
])('leads nowhere but to where it is allowed: %j', async (evil) => {
  const email = `new-${crypto.randomUUID()}@example.com`;
  for (const reply of [
    await start({ redirect_to: evil }),
    await post('/v1/auth/magic-link', { email, redirect_to: evil }),
    await post('/v1/auth/password-reset', { email, redirect_to: evil }),
    await post('/v1/auth/sign-up', { email, password: 'correct horse battery', redirect_to: evil }),
  ])
    expect(codeOf(reply)).toEqual([400, 'redirect_not_allowed']);
});

it('gives no code for a state that was made up, changed or left out', async () => {
  const back = await toCallback(newVerifier());
  for (const state of ['', 'made-up', `${back.searchParams.get('state')}x`]) {
    const forged = new URL(back);
    forged.searchParams.set('state', state);
    const location = await next(forged.href);
    expect(codeIn(location)).toBe('');
    expect(location).not.toContain('evil');
  }
});

it('gives the code of a stolen callback to nobody without the verifier', async () => {
  const verifier = newVerifier();
  const code = codeIn(await next((await toCallback(verifier)).href));
  expect(code).not.toBe('');
  for (const stolen of [newVerifier(), challengeOf(verifier)])
    expect(codeOf(await post('/v1/auth/oauth/token', { code, code_verifier: stolen }))).toEqual([
      400,
      'oauth_code_not_valid',
    ]);
});

it('takes a code once', async () => {
  const code_verifier = newVerifier();
  const code = codeIn(await next((await toCallback(code_verifier)).href));
  expect((await post('/v1/auth/oauth/token', { code, code_verifier })).status).toBe(200);
  expect(codeOf(await post('/v1/auth/oauth/token', { code, code_verifier }))).toEqual([400, 'oauth_code_not_valid']);
});

it.each([
  ['plain', { code_challenge_method: 'plain' }],
  ['no challenge', { code_challenge: null }],
  ['a short challenge', { code_challenge: 'abc' }],
])('is not talked out of PKCE: %s', async (_, more) => {
  expect(codeOf(await start(more))).toEqual([400, 'validation_failed']);
});

it.each(['google', '../token', 'github&scopes=repo', ''])(
  'starts no sign-in by a provider that is off or made up: %j',
  async (wanted) => {
    expect(codeOf(await start({ provider: wanted }))).toEqual([400, 'provider_not_enabled']);
  },
);
