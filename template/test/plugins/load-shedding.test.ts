import { describe, expect, it } from '@jest/globals';
import { startTestApp } from '../support/start-test-app.ts';
import { until } from '../support/until.ts';

const test = startTestApp({ MAX_EVENT_LOOP_DELAY_MS: 100 });

const gate = Promise.withResolvers<void>();
const full = startTestApp({ MAX_REQUESTS_IN_FLIGHT: 3 }, (app) => {
  app.get('/waits', async () => {
    await gate.promise;
    return { data: null };
  });
});

const block = (milliseconds: number): void => {
  const end = performance.now() + milliseconds;
  while (performance.now() < end);
};

describe('load shedding', () => {
  it('refuses with 503 while the event loop lags, but stays alive, and serves again after it', async () => {
    expect((await test.anonymous.api('GET', '/v1/me')).status).toBe(401);
    const refused = (url: string) =>
      until(async () => {
        block(400);
        const reply = await test.anonymous.api('GET', url);
        return reply.status === 503 ? reply : null;
      });
    expect(await refused('/v1/me')).toMatchObject({
      headers: { 'retry-after': '5', 'x-request-id': expect.any(String) },
      body: { error: { code: 'overloaded', details: null }, statusCode: 503 },
    });
    // Whoever asks whether requests may be sent here is told no, in the same form.
    expect((await refused('/health/ready')).body).toMatchObject({ error: { code: 'overloaded' }, statusCode: 503 });
    // Who is restarted for being busy makes the others busier.
    expect((await test.anonymous.api('GET', '/health/live')).status).toBe(200);
    await until(async () => ((await test.anonymous.api('GET', '/v1/me')).status === 401 ? true : null));
  });
});

describe('too many requests at the same time', () => {
  it('are refused with 503, but for probes, and there is room again when they are answered', async () => {
    const app = full.app();
    const waiting = Promise.all(Array.from({ length: 3 }, () => app.inject('/waits')));
    const refused = await until(async () => {
      const reply = await app.inject('/nowhere');
      return reply.statusCode === 503 ? reply : null;
    });
    expect(refused.json()).toMatchObject({ error: { code: 'overloaded' }, statusCode: 503 });
    expect(refused.headers['retry-after']).toBe('5');
    expect((await app.inject('/health/live')).statusCode).toBe(200);
    gate.resolve();
    expect((await waiting).map(({ statusCode }) => statusCode)).toEqual([200, 200, 200]);
    await until(async () => ((await app.inject('/nowhere')).statusCode === 404 ? true : null));
  });
});
