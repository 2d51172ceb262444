import { describe, expect, it } from '@jest/globals';
import { requestContext } from '../../src/context/request-context.ts';
import { startTestApp } from '../support/start-test-app.ts';

const test = startTestApp();
const uuid = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/;

describe('x-request-id', () => {
  it.each(['/health/live', '/v1/me', '/nowhere', '/%'])('is new on each reply to %s', async (url) => {
    const ids = await Promise.all(
      [1, 2].map(async () => (await test.anonymous.api('GET', url)).headers['x-request-id']),
    );
    expect(new Set(ids).size).toBe(2);
    for (const id of ids) expect(id).toMatch(uuid);
  });

  it('is not chosen by the caller', async () => {
    const { headers } = await test.anonymous.api('GET', '/health/live', undefined, {
      'x-request-id': 'mine',
      'request-id': 'mine',
    });
    expect(headers['x-request-id']).toMatch(uuid);
  });
});

describe('requestContext, outside of a request', () => {
  it('has no caller, and says what is missing', () => {
    expect(requestContext.userId()).toBeNull();
    expect(requestContext.accessToken()).toBeNull();
    expect(requestContext.signal()).toBeUndefined();
    expect(() => requestContext.user()).toThrow('app.authenticate');
  });
});
