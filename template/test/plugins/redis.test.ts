import { describe, expect, it } from '@jest/globals';
import { captureLog } from '../support/capture-log.ts';
import { startTestApp } from '../support/start-test-app.ts';

process.env['REDIS_URL'] = '';
const test = startTestApp({ RATE_LIMIT_PER_MINUTE: 2, LOG_LEVEL: 'error' }, (app) => void captureLog(app));

describe('without REDIS_URL', () => {
  it('limits count in this process, and the API is ready', async () => {
    const { status, body } = await test.anonymous.api('GET', '/health/ready');
    expect([status, body.data.checks]).toEqual([200, { supabase: 'ok', redis: 'off', queue: 'off' }]);
    expect((await test.anonymous.api('GET', '/docs/json')).status).toBe(200);
    expect((await test.anonymous.api('GET', '/docs/json')).status).toBe(429);
  });
});
