import { expect, it } from '@jest/globals';
import { admin } from '../support/admin.ts';
import { captureLog } from '../support/capture-log.ts';
import { startTestApp } from '../support/start-test-app.ts';

const secret = 'hunter2-hunter2';
const logged: string[] = [];
const test = startTestApp({ LOG_LEVEL: 'trace' }, (app) => {
  const lines = captureLog(app);
  Reflect.set(lines, 'push', (line: string) => logged.push(line));
  app.post('/test/logs', async ({ body, log, headers }) => {
    log.info(body, 'at the top');
    log.info({ request: { body: [{ body }] } }, 'deep');
    log.info({ headers }, 'headers');
    log.info({ text: JSON.stringify(body) }, 'in JSON inside of a text');
    throw new Error(`refused with password: ${secret} at postgres://app:${secret}@db:5432/x`, {
      cause: new Error(`Bearer ${secret}`),
    });
  });
  app.get('/test/logs', async () => ({ data: null }));
});

/** All that was written for a request: the lines of the log, and what is kept in the database. */
const writtenFor = async (send: () => Promise<{ headers: Readonly<Record<string, string>> }>): Promise<string> => {
  logged.splice(0);
  const { headers } = await send();
  const { errorService } = await import('../../src/services/error.service.ts');
  await errorService.flush();
  const { data } = await admin().from('error_logs').select().eq('request_id', String(headers['x-request-id']));
  return [...logged, JSON.stringify(data)].join('\n');
};

it.each([
  'password',
  'new_password',
  'token',
  'refreshToken',
  'api_key',
  'clientSecret',
  'authorization',
  'otp',
  'private_key',
])('writes no secret of a body into the log, at the top, deep or in a text: %s', async (name) => {
  const body = { [name]: secret, [`nested_${name}`]: { value: secret }, kept: 'a-value-that-is-kept' };
  const written = await writtenFor(() => test.anonymous.api('POST', '/test/logs', body));
  expect(written).toContain('a-value-that-is-kept');
  expect(written).not.toContain(secret);
});

it('writes no secret of an error into the log or the database, where it is in the text or the cause', async () => {
  const written = await writtenFor(() => test.anonymous.api('POST', '/test/logs', {}));
  expect(written).toContain('refused with password: [redacted] at postgres://[redacted]@db:5432/x');
  expect(written).toContain('Bearer [redacted]');
  expect(written).not.toContain(secret);
});

it.each(['token', 'access_token', 'code', 'signature', 'api_key', 'password', 'X-Amz-Signature'])(
  'writes no secret of a URL into the log: ?%s=',
  async (name) => {
    const written = await writtenFor(() => test.anonymous.api('GET', `/test/logs?page=2&${name}=${secret}`));
    expect(written).toContain(`page=2&${name}=[redacted]`);
    expect(written).not.toContain(secret);
  },
);

it.each(['authorization', 'cookie', 'x-api-key', 'proxy-authorization'])(
  'writes no secret of a header into the log: %s',
  async (name) => {
    const value = name.endsWith('authorization') ? `Bearer ${secret}` : secret;
    const written = await writtenFor(() => test.anonymous.api('POST', '/test/logs', {}, { [name]: value }));
    expect(written).toContain(name);
    expect(written).not.toContain(secret);
  },
);

it('keeps a line one line, so that nobody can write another into the log', async () => {
  const forged = 'x\n{"level":30,"msg":"forged"}\r\n';
  const written = await writtenFor(() => test.anonymous.api('POST', '/test/logs', { forged }));
  expect(written).toContain('forged');
  for (const line of logged) expect(line.trimEnd().split(/[\r\n]/)).toHaveLength(1);
});
