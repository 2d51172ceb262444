import { describe, expect, it } from '@jest/globals';
import { redact } from '../../src/utils/redact.ts';

const jwt = ['eyJhbGciOiJIUzI1NiJ9', 'eyJzdWIiOiIxMjM0NTY3ODkwIn0', 'dozjgNryP4J3jVmNHl0w5N_XgL0n3I9PlFUP0THsR8U'].join(
  '.',
);
const secret = 'correct-horse-battery';

const redactObject = (value: unknown): unknown => JSON.parse(redact(`${JSON.stringify(value)}\n`));

describe('redact', () => {
  it.each([
    'password',
    'passwd',
    'user_password',
    'newPassword',
    'secret',
    'client-secret',
    'token',
    'refresh_token',
    'accessToken',
    'authorization',
    'Authorization',
    'api_key',
    'api-key',
    'apikey',
    'X-API-Key',
    'cookie',
    'set-cookie',
    'credentials',
    'private_key',
    'SUPABASE_SECRET_KEY',
    'OPENAI_API_KEY',
  ])('hides what is under the key %s, wherever it is', (key) => {
    for (const value of [secret, 4711, true, [secret], { deep: secret }, '', 'a "quoted" one', 'line\nbreak']) {
      const hidden = { [key]: '[redacted]', id: 1 };
      const line = { [key]: value, id: 1 };
      expect(redactObject(line)).toEqual(hidden);
      expect(redactObject({ level: 30, req: { body: line }, list: [1, [line]] })).toEqual({
        level: 30,
        req: { body: hidden },
        list: [1, [hidden]],
      });
    }
  });

  it('looks into JSON inside of JSON', () => {
    const inner = { password: secret, a: 1 };
    const text = JSON.stringify({ b: JSON.stringify(inner) });
    const hidden = JSON.stringify({ b: JSON.stringify({ ...inner, password: '[redacted]' }) });
    expect(redactObject({ msg: text })).toEqual({ msg: hidden });
  });

  it('keeps counts of tokens: they are no secrets', () => {
    expect(redactObject({ total_tokens: 12, password: 'a' })).toEqual({ total_tokens: 12, password: '[redacted]' });
  });

  it('keeps null under a secret key: that there is none is worth knowing', () => {
    expect(redactObject({ token: null, a: 1 })).toEqual({ token: null, a: 1 });
  });

  it.each([
    ['a JWT', `refused ${jwt} here`, 'refused [redacted] here'],
    ['a JWT in a header', `Bearer ${jwt}`, 'Bearer [redacted]'],
    ['an opaque bearer token', 'authorization was bearer abc123/+== here', 'authorization was Bearer [redacted] here'],
    ['a secret key of Supabase', `key sb_secret_${'aB3-_'.repeat(6)}.`, 'key [redacted].'],
    ['a publishable key of Supabase', `key sb_publishable_${'aB3-_'.repeat(6)}.`, 'key [redacted].'],
    ['an API key', `key sk-proj-${'a1'.repeat(20)}.`, 'key [redacted].'],
    ['credentials in a URL', `connect postgres://app:${secret}@db:5432/x`, 'connect postgres://[redacted]@db:5432/x'],
    ['a password with an @ in a URL', 'rediss://:pa@ss@cache:6380', 'rediss://[redacted]@cache:6380'],
    ['a password after its name', 'login with password: hunter2 failed', 'login with password: [redacted] failed'],
    [
      'a password in an inspected object',
      "{ user: 'a', passphrase: 'hunter2' }",
      "{ user: 'a', passphrase: '[redacted]' }",
    ],
    ['basic credentials', 'authorization: Basic YTpi', 'authorization: Basic [redacted]'],
    ['a token in a fragment', '/cb#refresh_token=abcdefg', '/cb#refresh_token=[redacted]'],
    ['?token=', `GET /files?token=${secret}&page=2`, 'GET /files?token=[redacted]&page=2'],
    ['?code=', `GET /callback?code=${secret}`, 'GET /callback?code=[redacted]'],
    [
      '&access_token= and #',
      `/cb?a=1&access_token=${secret}&refresh_token=${secret}#top`,
      '/cb?a=1&access_token=[redacted]&refresh_token=[redacted]#top',
    ],
    ['a signed URL', `/o?X-Amz-Signature=${secret}&X-Amz-Date=1`, '/o?X-Amz-Signature=[redacted]&X-Amz-Date=1'],
    ['JSON inside of the text', `refused {"password":"${secret}","a":1}`, 'refused {"password":"[redacted]","a":1}'],
    [
      'quotes inside of JSON inside of the text',
      `refused {"password": "a\\"${secret}\\\\","a":1}`,
      'refused {"password": "[redacted]","a":1}',
    ],
  ])('hides %s in any text', (_, text, expected) => {
    expect(redactObject({ msg: text, err: { stack: `Error: ${text}\n    at x` } })).toEqual({
      msg: expected,
      err: { stack: `Error: ${expected}\n    at x` },
    });
    // Text that is no log line, as the stack of an error is.
    expect(redact(text)).toBe(expected);
  });

  it.each([
    '{"level":30,"msg":"GET /v1/invoices?limit=20&cursor=abc&sort=-created_at"}\n',
    '{"level":30,"req":{"method":"GET","url":"/docs","host":"127.0.0.1:3000"},"reqId":"9f1c"}\n',
    '{"level":30,"msg":"mail to a.user@example.com and https://example.com/a@b"}\n',
    '{"level":30,"msg":"the password was wrong","ratio":0.1,"big":12345678901234567890}\n',
    '{"level":30,"msg":"eyJ is how one begins; sk-1 is short; a secretary and her tokens"}\n',
    'plain text\n',
    '',
  ])('passes an ordinary line as it is: %j', (line) => {
    expect(redact(line)).toBe(line);
  });

  it('keeps one line one line', () => {
    expect(redact(`{"password":"${secret}","msg":"a\\nb"}\n`)).toBe('{"password":"[redacted]","msg":"a\\nb"}\n');
  });
});
