import { describe, expect, it } from '@jest/globals';
import { loadConfig } from '../../src/config/config.ts';

const complete = {
  SUPABASE_URL: 'https://project.supabase.co',
  SUPABASE_PUBLISHABLE_KEY: 'sb_publishable_of-nobody',
  SUPABASE_SECRET_KEY: 'sb_secret_of-nobody',
  SUPABASE_JWKS_URL: 'https://project.supabase.co/auth/v1/.well-known/jwks.json',
  SUPABASE_JWT_ISSUER: 'https://project.supabase.co/auth/v1',
};
const embedded = {
  ...complete,
  NODE_ENV: 'development',
  SUPABASE_JWKS_URL: '',
  SUPABASE_JWT_ISSUER: '',
  SUPABASE_JWT_SECRET: 'a secret of at least 32 characters',
};

const problemsOf = (env: Record<string, string | undefined>): string[] => {
  try {
    loadConfig(env);
    return [];
  } catch (error) {
    return String(error instanceof Error ? error.message : error).split('\n');
  }
};
const namesOf = (env: Record<string, string | undefined>): string[] =>
  problemsOf(env).flatMap((line) => /^ {2}(\w+): ./.exec(line)?.[1] ?? []);

describe('loadConfig', () => {
  it('reads what is set, and has a default for the rest', () => {
    const config = loadConfig({ ...complete, PORT: '8080', CORS_ORIGINS: 'https://a.example, https://b.example,' });
    expect(config).toMatchObject({
      ...complete,
      SUPABASE_JWT_SECRET: null,
      REDIS_URL: null,
      NODE_ENV: 'production',
      HOST: '127.0.0.1',
      PORT: 8080,
      CORS_ORIGINS: ['https://a.example', 'https://b.example'],
      TRUSTED_PROXIES: [],
    });
    expect(Object.isFrozen(config)).toBe(true);
  });

  it('takes an empty variable for an absent one', () => {
    const config = loadConfig({ ...complete, PORT: '', REDIS_URL: '', NODE_ENV: '', CORS_ORIGINS: '' });
    expect(config).toMatchObject({ PORT: 3000, REDIS_URL: null, NODE_ENV: 'production', CORS_ORIGINS: [] });
    expect(namesOf({ ...complete, SUPABASE_URL: '' })).toEqual(['SUPABASE_URL']);
  });

  it('lists every problem at once, and says what to do', () => {
    const env = {
      NODE_ENV: 'production',
      PORT: '70000',
      LOG_LEVEL: 'loud',
      REDIS_URL: 'http://cache',
      SUPABASE_URL: 'nonsense',
      RATE_LIMIT_PER_MINUTE: '0',
    };
    expect(namesOf(env).toSorted()).toEqual([
      'LOG_LEVEL',
      'PORT',
      'RATE_LIMIT_PER_MINUTE',
      'REDIS_URL',
      'SUPABASE_JWKS_URL',
      'SUPABASE_JWT_ISSUER',
      'SUPABASE_PUBLISHABLE_KEY',
      'SUPABASE_SECRET_KEY',
      'SUPABASE_URL',
    ]);
    const lines = problemsOf(env);
    expect(lines[0]).toBe('The environment is not complete:');
    expect(lines.at(-1)).toContain('.env.example');
  });

  it.each([
    ['both', { ...complete, SUPABASE_JWT_SECRET: embedded.SUPABASE_JWT_SECRET }, ['SUPABASE_JWKS_URL']],
    ['neither', { ...complete, SUPABASE_JWKS_URL: '' }, ['SUPABASE_JWKS_URL']],
    ['a short secret', { ...embedded, SUPABASE_JWT_SECRET: 'x'.repeat(31) }, ['SUPABASE_JWT_SECRET']],
    ['keys without an issuer', { ...complete, SUPABASE_JWT_ISSUER: '' }, ['SUPABASE_JWT_ISSUER']],
    ['no issuer in production', { ...embedded, NODE_ENV: 'production' }, ['SUPABASE_JWT_ISSUER']],
    ['no issuer on the embedded stack', embedded, []],
    ['a secret and an issuer in production', { ...embedded, NODE_ENV: 'production', SUPABASE_JWT_ISSUER: 'x' }, []],
  ])('how tokens are verified: %s', (_, env, problems) => {
    expect(namesOf(env)).toEqual(problems);
  });

  it.each([
    ['PORT', '-1'],
    ['PORT', '80.5'],
    ['PORT', 'http'],
    ['BODY_LIMIT', '0'],
    ['REQUEST_TIMEOUT_MS', 'Infinity'],
    ['SHUTDOWN_TIMEOUT_MS', '0.5'],
    ['SUPABASE_URL', 'ftp://project.supabase.co'],
    ['SUPABASE_JWKS_URL', 'file:///etc/passwd'],
    ['REDIS_URL', 'localhost:6379'],
    ['NODE_ENV', 'staging'],
  ])('refuses %s=%s', (name, value) => {
    expect(namesOf({ ...complete, [name]: value })).toEqual([name]);
  });

  it('never shows a value: it may be a secret in the wrong place', () => {
    const secret = 'sb_secret_do-not-show';
    const env = Object.fromEntries(
      [...Object.keys(complete), 'SUPABASE_JWT_SECRET', 'REDIS_URL', 'PORT', 'NODE_ENV', 'LOG_LEVEL', 'BODY_LIMIT'].map(
        (name) => [name, secret],
      ),
    );
    const message = problemsOf(env).join('\n');
    expect(message).toContain('REDIS_URL');
    expect(message).not.toContain(secret);
  });
});
