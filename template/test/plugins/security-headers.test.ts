import { describe, expect, it } from '@jest/globals';
import { startTestApp } from '../support/start-test-app.ts';

const test = startTestApp();

describe('security headers', () => {
  it.each(['/health/live', '/v1/me', '/nowhere'])('are on the reply to %s', async (url) => {
    const { headers } = await test.anonymous.api('GET', url);
    expect(headers).toMatchObject({
      'content-security-policy': "default-src 'none';frame-ancestors 'none'",
      'strict-transport-security': expect.stringMatching(/^max-age=\d{8,}/),
      'x-content-type-options': 'nosniff',
      'x-frame-options': 'SAMEORIGIN',
      'referrer-policy': 'no-referrer',
      'cross-origin-resource-policy': 'same-site',
    });
    expect(headers['x-powered-by']).toBeUndefined();
  });
});
