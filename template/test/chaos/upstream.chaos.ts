import { setTimeout as sleep } from 'node:timers/promises';
import { afterAll, describe, expect, it } from '@jest/globals';
import { newToken } from '../support/new-token.ts';
import { startServer } from '../support/start-server.ts';
import { startUpstream } from '../support/start-upstream.ts';
import { until } from '../support/until.ts';
import { keepAsking } from './support/keep-asking.ts';
import { tell } from './support/tell.ts';

const DEADLINE_MS = 1500;
const upstream = await startUpstream(process.env['SUPABASE_URL'] ?? '');
afterAll(() => upstream.stop());

describe('an upstream that is slow, stalls and breaks', () => {
  it('costs its own requests their deadline, and no other request anything', async () => {
    const token = await newToken();
    const limits = { REQUEST_TIMEOUT_MS: String(DEADLINE_MS), RATE_LIMIT_PER_USER_PER_MINUTE: '100000' };
    const server = await startServer({ SUPABASE_URL: upstream.url, ...limits }, 120_000);
    await until(server.answers, 30_000);
    const get = (url: string) =>
      fetch(`${server.url}${url}`, {
        headers: { authorization: `Bearer ${token}` },
        signal: AbortSignal.timeout(20_000),
      });
    const load = keepAsking(20, () => get('/v1/me').finally(() => sleep(50)));
    const beside = keepAsking(1, () => get('/health/live').finally(() => sleep(50)));
    const phases = [
      { mode: 'pass', delay: 0 },
      { mode: 'pass', delay: 500 },
      { mode: 'hang', delay: 0 },
      { mode: 'cut', delay: 0 },
      { mode: 'pass', delay: 0 },
    ] as const;
    for (const phase of phases) {
      Object.assign(upstream.behaviour, phase);
      await sleep(2500);
    }
    const [answers, alive] = await Promise.all([load.stop(), beside.stop()]);
    const of = (status: number): number => answers.filter((one) => one.status === status).length;
    const lost = answers.length - of(200) - of(503);
    tell('an upstream slow, silent, cut', { sent: answers.length, done: of(200), refused: of(503), lost });
    expect(lost).toBe(0);
    expect(of(503)).toBeGreaterThan(0);
    expect(Math.max(...answers.map(({ ms }) => ms))).toBeLessThan(DEADLINE_MS + 3000);
    expect(alive.filter(({ status }) => status !== 200)).toEqual([]);
    expect(answers.at(-1)?.status).toBe(200);
    // What nobody waits for any more was hung up on.
    expect(upstream.asked.filter(({ cutShort }) => cutShort).length).toBeGreaterThan(0);
    server.kill('SIGTERM');
    expect((await server.ended).code).toBe(0);
  });
});
