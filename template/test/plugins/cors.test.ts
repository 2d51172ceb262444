import { describe, expect, it } from '@jest/globals';
import { startTestApp } from '../support/start-test-app.ts';

const origin = 'https://app.example.com';
const test = startTestApp({ CORS_ORIGINS: [origin] });

const preflight = { 'access-control-request-method': 'PATCH', 'access-control-request-headers': 'authorization' };

describe('CORS', () => {
  it('lets an allowed origin call, and read our headers', async () => {
    const asked = await test.anonymous.api('OPTIONS', '/v1/me', undefined, { origin, ...preflight });
    expect(asked.status).toBe(204);
    expect(asked.headers).toMatchObject({
      'access-control-allow-origin': origin,
      'access-control-allow-methods': expect.stringContaining('PATCH'),
      'access-control-allow-headers': 'authorization',
      'access-control-max-age': '600',
    });
    const { headers } = await test.anonymous.api('GET', '/health/live', undefined, { origin });
    expect(headers['access-control-allow-origin']).toBe(origin);
    expect(headers['access-control-expose-headers']).toContain('etag');
    expect(headers['vary']).toContain('Origin');
  });

  it('lets it read our errors as well', async () => {
    const { status, headers } = await test.anonymous.api('GET', '/v1/me', undefined, { origin });
    expect([status, headers['access-control-allow-origin']]).toEqual([401, origin]);
  });

  it('lets an allowed origin send the cookie of its session, which needs its name', async () => {
    const { headers } = await test.anonymous.api('GET', '/health/live', undefined, { origin });
    expect(headers['access-control-allow-credentials']).toBe('true');
    expect(headers['access-control-allow-origin']).toBe(origin);
    const foreign = await test.anonymous.api('GET', '/health/live', undefined, { origin: 'https://evil.example' });
    expect(foreign.headers['access-control-allow-origin']).toBeUndefined();
  });
});
