import { expect, it } from '@jest/globals';
import { appError } from '../../src/utils/app-error.ts';
import { databaseError } from '../../src/utils/database-error.ts';
import { startTestApp } from '../support/start-test-app.ts';

const leak = 'postgres://app:hunter2-hunter2@db.internal:5432/x';
const thrown: Readonly<Record<string, unknown>> = {
  error: new Error(`no route to ${leak}`),
  text: `no route to ${leak}`,
  nothing: undefined,
  'object-like-an-error-of-fastify': { statusCode: 404, code: 'FST_ERR_X', message: leak },
  'error-with-a-status': Object.assign(new Error(leak), { statusCode: 404, code: 'EXTERNAL' }),
  'error-that-calls-itself-ours': { isAppError: true, statusCode: 400, code: 'x', message: leak, details: leak },
  cause: new Error('outer', { cause: new Error(`inner ${leak}`) }),
  database: databaseError({ code: '42703', message: `column "secret" of ${leak}`, details: leak, hint: leak }, 400),
  'cause-of-ours': appError.unavailable('away', 'Try again.', null, new Error(leak)),
};
const test = startTestApp({ NODE_ENV: 'production' }, (app) => {
  app.get<{ Params: { what: string } }>('/test/throws/:what', ({ params }) => {
    throw thrown[params.what];
  });
  app.get('/test/sends', () => Object.assign(new Error(leak), { statusCode: 400 }));
});

it.each(Object.keys(thrown))('tells a caller nothing of what was thrown inside: %s', async (what) => {
  const { status, headers, body } = await test.anonymous.api('GET', `/test/throws/${what}`);
  expect(status).toBe(what === 'cause-of-ours' ? 503 : 500);
  const said = JSON.stringify([headers, body]);
  for (const secret of ['hunter2', 'db.internal', 'secret', 'stack', '.ts:']) expect(said).not.toContain(secret);
  expect(body).toEqual({
    error: { code: expect.any(String), message: expect.any(String), details: null },
    statusCode: status,
  });
});

it('tells a caller nothing of an error that a handler returns', async () => {
  const { status, body } = await test.anonymous.api('GET', '/test/sends');
  expect([status, body.error.code]).toEqual([500, 'internal_error']);
  expect(JSON.stringify(body)).not.toContain('hunter2');
});

it('names no software and no version in its headers', async () => {
  for (const url of ['/health/live', '/nowhere', '/test/throws/error']) {
    const { headers } = await test.anonymous.api('GET', url);
    for (const name of ['server', 'x-powered-by', 'x-runtime', 'via']) expect(headers).not.toHaveProperty(name);
  }
});
