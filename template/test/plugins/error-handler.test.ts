import { describe, expect, it } from '@jest/globals';
import { admin } from '../support/admin.ts';
import { captureLog } from '../support/capture-log.ts';
import { startTestApp } from '../support/start-test-app.ts';

const leak = 'postgres://app:hunter2-hunter2@db.internal:5432/x';
const odd: Readonly<Record<string, unknown>> = {
  cause: new Error('outer', { cause: new Error(`inner ${leak}`) }),
  nul: new Error('half a pair \ud800, and \0 as well'),
};
const log: string[] = [];

const test = startTestApp({ LOG_LEVEL: 'info' }, (app) => {
  const lines = captureLog(app);
  Reflect.set(lines, 'push', (line: string) => log.push(line));
  app.get('/throws/:what', ({ params }) => {
    const { what } = params as { what: string };
    const thrown = Object.hasOwn(odd, what) ? odd[what] : new Error(`no route to ${leak}`);
    throw thrown;
  });
  app.get('/conflicts/:id', async () => {
    const { appError } = await import('../../src/utils/app-error.ts');
    throw appError.conflict('taken', 'It is taken.', { id: 1 });
  });
  app.get('/mine', { onRequest: app.authenticate }, () => {
    throw new Error('mine');
  });
});

const flush = async (): Promise<void> => {
  const { errorService } = await import('../../src/services/error.service.ts');
  await errorService.flush();
};
const logged = async (column: 'request_id' | 'route', value: string) => {
  await flush();
  const { data, error } = await admin().from('error_logs').select().eq(column, value);
  if (error !== null) throw error;
  return data;
};

describe('an error', () => {
  it('has one format', async () => {
    expect(await test.anonymous.api('GET', '/nowhere')).toMatchObject({
      status: 404,
      body: { error: { code: 'route_not_found', message: 'There is no such route.', details: null }, statusCode: 404 },
    });
    const conflict = await test.anonymous.api('GET', '/conflicts/1');
    expect(conflict.headers['content-type']).toBe('application/json; charset=utf-8');
    expect(conflict.body).toEqual({
      error: { code: 'taken', message: 'It is taken.', details: { id: 1 } },
      statusCode: 409,
    });
  });

  it.each(['error', 'cause', 'nul'])(
    'that nobody expected (%s) is told to us, in full but for secrets',
    async (what) => {
      log.length = 0;
      const { status, body, headers } = await test.anonymous.api('GET', `/throws/${what}`);
      expect({ status, body }).toEqual({
        status: 500,
        body: {
          error: { code: 'internal_error', message: 'Something went wrong on our side.', details: null },
          statusCode: 500,
        },
      });
      const id = String(headers['x-request-id']);
      const line = log.find((each) => each.includes('internal_error'));
      expect(line).toContain(id);
      const [row] = await logged('request_id', id);
      expect(row).toMatchObject({
        code: 'internal_error',
        status_code: 500,
        method: 'GET',
        route: '/throws/:what',
        minute: null,
        count: 1,
        user_id: null,
        stack: expect.any(String),
      });
      for (const text of [line, row?.stack]) expect(text).not.toContain('hunter2');
      if (what === 'error' || what === 'cause') {
        expect(line).toContain('[redacted]@db.internal');
        expect(row?.stack).toContain('postgres://[redacted]@db.internal:5432/x');
        expect(row?.stack).toContain('error-handler.test.ts');
      }
    },
  );

  it('is kept with the user that it happened to', async () => {
    const user = await test.newUser();
    const { headers } = await user.api('GET', '/mine');
    expect(await logged('request_id', String(headers['x-request-id']))).toMatchObject([{ user_id: user.id }]);
  });

  it('of the server is kept one by one, those of clients are counted by minute', async () => {
    const sameMinute = async () => {
      const replies = await Promise.all(
        Array.from({ length: 50 }, (_, n) => test.anonymous.api('GET', `/conflicts/${n}`)),
      );
      expect(new Set(replies.map(({ status }) => status))).toEqual(new Set([409]));
      await flush();
    };
    await sameMinute();
    await sameMinute();
    const rows = await logged('route', '/conflicts/:id');
    // One more was made above; a minute may have ended in between.
    expect(rows.length).toBeLessThanOrEqual(2);
    expect(rows.reduce((sum, { count }) => sum + count, 0)).toBe(101);
    for (const row of rows) {
      expect(row).toMatchObject({ code: 'taken', status_code: 409, stack: null });
      expect(Date.parse(row.last_at)).toBeGreaterThanOrEqual(Date.parse(row.first_at));
      expect(new Date(row.minute ?? '').getUTCSeconds()).toBe(0);
    }
    const servers = await Promise.all([1, 2, 3].map(() => test.anonymous.api('GET', '/throws/again')));
    const ids = servers.map(({ headers }) => String(headers['x-request-id']));
    const kept = await Promise.all(ids.map((id) => logged('request_id', id)));
    expect(kept.map(({ length }) => length)).toEqual([1, 1, 1]);
  });

  it('that is logged is for nobody but the service role', async () => {
    await test.anonymous.api('GET', '/throws/secret');
    await flush();
    const user = await test.newUser();
    const entry = { method: 'GET', route: '/', code: 'forged', message: 'forged', status_code: 500 };
    for (const rest of [user.rest, test.anonymous.rest]) {
      for (const [method, url, body] of [
        ['GET', '/error_logs?select=*'],
        ['POST', '/error_logs', entry],
        ['PATCH', '/error_logs?status_code=eq.500', { message: 'forged' }],
        ['DELETE', '/error_logs?status_code=eq.500'],
        ['POST', '/rpc/record_errors', { entries: [entry] }],
      ] as const) {
        const reply = await rest(method, url, body);
        expect([401, 403]).toContain(reply.status);
        expect(reply.body.code).toBe('42501');
      }
    }
    const { data } = await admin().from('error_logs').select().eq('code', 'forged');
    expect(data).toEqual([]);
  });
});
