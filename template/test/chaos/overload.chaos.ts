import { afterAll, describe, expect, it } from '@jest/globals';
import { newToken } from '../support/new-token.ts';
import { startServer } from '../support/start-server.ts';
import { startUpstream } from '../support/start-upstream.ts';
import { until } from '../support/until.ts';
import { load, type Sent } from './support/load.ts';
import { tell } from './support/tell.ts';

const AT_A_TIME = 8;
/**
 * What is accepted may take so much longer than in an instance that is just full, beside what a refusal takes: that waits for nothing, so it
 * tells how long the machine itself holds up whoever asks.
 */
const LONGER = 2;

/** A database that takes 50 requests a second, whatever comes: what waits for it takes no processor, and would gather without end. */
const upstream = await startUpstream(process.env['SUPABASE_URL'] ?? '');
Object.assign(upstream.behaviour, { mode: 'queue', delay: 20 });
afterAll(() => upstream.stop());

const p99 = (answers: readonly Sent[]): number =>
  Math.round(answers.map(({ ms }) => ms).toSorted((a, b) => a - b)[Math.floor(answers.length * 0.99)] ?? 0);

describe('ten times the load that one instance can take', () => {
  it('is refused with 503 and Retry-After, while what is accepted takes as long as in a full instance', async () => {
    const limits = {
      MAX_REQUESTS_IN_FLIGHT: String(AT_A_TIME),
      RATE_LIMIT_PER_MINUTE: '10000000',
      RATE_LIMIT_PER_USER_PER_MINUTE: '10000000',
    };
    const server = await startServer({ SUPABASE_URL: upstream.url, ...limits }, 120_000);
    await until(server.answers, 30_000);
    const target = { url: `${server.url}/v1/me`, token: await newToken() };
    await load({ ...target, seconds: 3, how: { connections: AT_A_TIME } });
    const full = await load({ ...target, seconds: 8, how: { connections: AT_A_TIME } });
    const capacity = Math.round(full.length / 8);

    const answers = await load({ ...target, seconds: 8, how: { perSecond: capacity * 10 } });
    const accepted = answers.filter(({ status }) => status === 200);
    const refused = answers.filter(({ status }) => status === 503);
    tell('ten times the load', {
      capacity_per_s: capacity,
      sent: answers.length,
      done: accepted.length,
      refused: refused.length,
      lost: answers.length - accepted.length - refused.length,
      full_p99_ms: p99(full),
      accepted_p99_ms: p99(accepted),
      refused_p99_ms: p99(refused),
    });
    const seen = Object.groupBy(answers, ({ status }) => status);
    expect(Object.keys(seen).toSorted()).toEqual(['200', '503']);
    expect(refused.filter(({ retryAfter }) => retryAfter === null)).toEqual([]);
    expect(p99(accepted)).toBeLessThan(LONGER * p99(full) + p99(refused));
    // It goes on as before.
    const after = await load({ ...target, seconds: 1, how: { connections: 1 } });
    expect(after.filter(({ status }) => status !== 200)).toEqual([]);
    server.kill('SIGTERM');
    await server.ended;
  });
});
