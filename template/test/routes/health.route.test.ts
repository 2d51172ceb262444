import { afterAll, afterEach, describe, expect, it } from '@jest/globals';
import { startTestApp } from '../support/start-test-app.ts';
import { startUpstream } from '../support/start-upstream.ts';

const upstream = await startUpstream(process.env['SUPABASE_URL'] ?? '');
process.env['SUPABASE_URL'] = upstream.url;

const test = startTestApp();
afterEach(() => {
  upstream.behaviour.mode = 'pass';
});
afterAll(() => upstream.stop());

const ready = () => test.anonymous.api('GET', '/health/ready');

describe('/health/live', () => {
  it('answers without asking anybody', async () => {
    upstream.behaviour.mode = 'cut';
    expect(await test.anonymous.api('GET', '/health/live')).toMatchObject({
      status: 200,
      body: { data: { status: 'live' } },
    });
  });
});

describe('/health/ready', () => {
  it('is ready when Supabase and Redis answer', async () => {
    expect(await ready()).toMatchObject({
      status: 200,
      body: { data: { status: 'ready', checks: { supabase: 'ok', redis: 'ok', queue: 'ok' } } },
    });
    expect(upstream.asked.at(-1)?.path).toContain('/rest/v1/error_logs');
  });

  it.each(['cut', 'hang'] as const)('is not ready while Supabase is away (%s), and says so in time', async (mode) => {
    upstream.behaviour.mode = mode;
    const started = performance.now();
    expect(await ready()).toMatchObject({
      status: 503,
      body: { data: { status: 'not_ready', checks: { supabase: 'failed', redis: 'ok' } } },
    });
    expect(performance.now() - started).toBeLessThan(4000);
    upstream.behaviour.mode = 'pass';
    expect((await ready()).status).toBe(200);
  });

  it('says that jobs wait for too long, and is ready all the same', async () => {
    const { queue } = await import('../../src/clients/queue.ts');
    const checks = async () => (await ready()).body.data;
    const old = await queue.use(({ jobs }) => jobs.add('old', {}, { timestamp: Date.now() - 299_000 }));
    expect(await checks()).toMatchObject({ checks: { queue: 'ok' } });
    await old.remove();
    const older = await queue.use(({ jobs }) => jobs.add('older', {}, { timestamp: Date.now() - 301_000 }));
    expect(await checks()).toMatchObject({ status: 'ready', checks: { queue: 'failed' } });
    await older.remove();
    expect(await checks()).toMatchObject({ status: 'ready', checks: { queue: 'ok' } });
  });

  it('is not ready while it drains, and answers all the same', async () => {
    const { healthService } = await import('../../src/services/health.service.ts');
    healthService.startDraining();
    expect(await ready()).toMatchObject({
      status: 503,
      body: { data: { status: 'draining', checks: { supabase: 'ok', redis: 'ok' } } },
    });
    expect((await test.anonymous.api('GET', '/health/live')).status).toBe(200);
  });
});
