import { afterAll, beforeEach, describe, expect, it } from '@jest/globals';
import { admin } from '../support/admin.ts';
import { captureLog } from '../support/capture-log.ts';
import { startTestApp } from '../support/start-test-app.ts';
import { startUpstream } from '../support/start-upstream.ts';
import { until } from '../support/until.ts';

const direct = admin();
const upstream = await startUpstream(process.env['SUPABASE_URL'] ?? '');
process.env['SUPABASE_URL'] = upstream.url;
const { errorService } = await import('../../src/services/error.service.ts');
const { appError } = await import('../../src/utils/app-error.ts');

const logs: { lines: string[] } = { lines: [] };
startTestApp({ LOG_LEVEL: 'warn' }, (app) => {
  logs.lines = captureLog(app);
});
afterAll(() => upstream.stop());

const where = { requestId: crypto.randomUUID(), method: 'GET', route: '/service' };
const fail = (code: string, cause: unknown = new Error('why')): void =>
  errorService.record(
    appError.internal(code, 'message', null, cause),
    appError.internal(code, 'message', null, cause),
    where,
  );
const rows = async (code: string) => (await direct.from('error_logs').select().eq('code', code)).data ?? [];
const gone = async <T>(outage: 'cut' | 'hang', run: () => Promise<T>): Promise<T> => {
  upstream.behaviour.mode = outage;
  return run().finally(() => (upstream.behaviour.mode = 'pass'));
};

beforeEach(() => errorService.flush());

describe('errorService', () => {
  it('writes by itself, within a second or so', async () => {
    fail('by_itself');
    const found = await until(async () => ((await rows('by_itself')).length > 0 ? true : null), 5000);
    expect(found).toBe(true);
  });

  it('keeps what the database said, which the caller does not see', async () => {
    fail('with_cause', { code: '42703', message: 'column "x" does not exist', details: null, hint: 'token=abc' });
    await errorService.flush();
    const [row] = await rows('with_cause');
    expect(row?.stack).toContain('Caused by: {"code":"42703","message":"column \\"x\\" does not exist"');
  });

  it.each(['cut', 'hang'] as const)(
    'keeps errors while the database is away (%s), and writes them later',
    async (outage) => {
      const code = `while_${outage}`;
      const client = (): void => errorService.record(appError.conflict(`${code}_409`, 'm'), null, where);
      await gone(outage, async () => {
        fail(code);
        client();
        await errorService.flush();
        fail(code);
        client();
        await errorService.flush();
      });
      expect(await rows(code)).toEqual([]);
      expect(logs.lines.some((line) => line.includes('could not be written to the database'))).toBe(true);
      await errorService.flush();
      expect(await rows(code)).toHaveLength(2);
      const counted = await rows(`${code}_409`);
      expect(counted.reduce((sum, { count }) => sum + count, 0)).toBe(2);
      for (const { first_at, last_at } of counted) expect(first_at <= last_at).toBe(true);
    },
  );

  it('keeps an error once, though the answer of the database was lost and it is sent again', async () => {
    fail('answer_lost');
    const sent = upstream.asked.length;
    upstream.behaviour.mode = 'deaf';
    await errorService.flush();
    upstream.behaviour.mode = 'pass';
    expect(upstream.asked.length).toBeGreaterThan(sent);
    expect(await until(async () => ((await rows('answer_lost')).length > 0 ? true : null), 5000)).toBe(true);
    await errorService.flush();
    expect(await rows('answer_lost')).toHaveLength(1);
  });

  it('keeps the newest 1,000, and says how many were lost', async () => {
    await gone('cut', async () => {
      for (const n of Array(600).keys()) fail(`full_${n}`);
      await errorService.flush();
      for (const n of Array(600).keys()) fail(`full_${600 + n}`);
      await errorService.flush();
    });
    await errorService.flush();
    const { data } = await direct.from('error_logs').select('code').like('code', 'full_%').limit(2000);
    const kept = (data ?? []).map(({ code }) => Number(code.slice(5))).toSorted((a, b) => a - b);
    expect(kept).toEqual(Array.from({ length: 1000 }, (_, n) => n + 200));
    expect(logs.lines.some((line) => line.includes('"lost":200'))).toBe(true);
  });

  it.each<[string, unknown]>([
    [
      'a circle',
      (() => {
        const circle: { self: unknown } = { self: null };
        circle.self = circle;
        return circle;
      })(),
    ],
    [
      'something that cannot be read',
      {
        get message() {
          throw new Error('no');
        },
      },
    ],
    [
      'a cause of itself',
      (() => {
        const error = new Error('round');
        error.cause = error;
        return error;
      })(),
    ],
    ['a stack of a million characters', new Error('x'.repeat(1_000_000))],
    ['half a pair at the end', new Error('\u{1f600}'.repeat(5000))],
    ['a number too large for JSON', { n: 1n }],
  ])('stores %s', async (_, cause) => {
    const code = `odd_${crypto.randomUUID()}`;
    fail(code, cause);
    await errorService.flush();
    const [row] = await rows(code);
    expect(row?.stack?.length).toBeLessThanOrEqual(4000);
  });

  it('writes what is left when the app closes', async () => {
    fail('at_the_end');
    await errorService.stop();
    expect(await rows('at_the_end')).toHaveLength(1);
  });
});
