import { request } from 'node:http';
import { setTimeout as sleep } from 'node:timers/promises';
import { afterAll, describe, expect, it } from '@jest/globals';
import { newToken } from '../support/new-token.ts';
import { startServer } from '../support/start-server.ts';
import { startUpstream } from '../support/start-upstream.ts';
import { until } from '../support/until.ts';
import { keepAsking } from './support/keep-asking.ts';
import { tell } from './support/tell.ts';

const upstream = await startUpstream(process.env['SUPABASE_URL'] ?? '');
afterAll(() => upstream.stop());

type Answer = { readonly status: number; readonly ms: number; readonly retryAfter: string | null };

/** Sends on a schedule, whatever comes back: `perSecond` for `seconds`. */
async function sendAtRate(url: string, token: string, perSecond: number, seconds: number): Promise<readonly Answer[]> {
  const ask = (): Promise<Answer> =>
    new Promise((resolve) => {
      const began = performance.now();
      const answer = (status: number, retryAfter: string | null): void =>
        resolve({ status, retryAfter, ms: performance.now() - began });
      const sent = request(`${url}/v1/me`, { headers: { authorization: `Bearer ${token}` }, agent: false }, (reply) => {
        reply.resume();
        reply.on('end', () => answer(reply.statusCode ?? 0, reply.headers['retry-after'] ?? null));
        reply.on('error', () => answer(0, null));
      });
      sent.setTimeout(30_000, () => sent.destroy());
      sent.on('error', () => answer(0, null));
      sent.end();
    });
  const answers: Promise<Answer>[] = [];
  const began = performance.now();
  while (answers.length < perSecond * seconds) {
    const due = Math.min(perSecond * seconds, Math.ceil(((performance.now() - began) / 1000) * perSecond));
    while (answers.length < due) answers.push(ask());
    await sleep(10);
  }
  return Promise.all(answers);
}

const p99 = (values: readonly number[]): number =>
  values.toSorted((a, b) => a - b)[Math.floor(values.length * 0.99)] ?? 0;

describe('ten times the load that one instance can take', () => {
  it('is refused with 503 and Retry-After, while what is accepted is answered in time', async () => {
    const limits = {
      MAX_REQUESTS_IN_FLIGHT: '12',
      REQUEST_TIMEOUT_MS: '25000',
      RATE_LIMIT_PER_MINUTE: '10000000',
      RATE_LIMIT_PER_USER_PER_MINUTE: '10000000',
      LOG_LEVEL: 'fatal',
    };
    const server = await startServer({ SUPABASE_URL: upstream.url, ...limits }, 120_000);
    await until(server.answers, 30_000);
    const token = await newToken();
    const me = () =>
      fetch(`${server.url}/v1/me`, {
        headers: { authorization: `Bearer ${token}` },
        signal: AbortSignal.timeout(20_000),
      });
    await keepAsking(8, me).stop();
    const measured = keepAsking(8, me);
    await sleep(4000);
    const usual = await measured.stop();
    const capacity = Math.max(5, Math.round(usual.length / 4));

    const answers = await sendAtRate(server.url, token, capacity * 10, 5);
    const accepted = answers.filter(({ status }) => status === 200);
    const refused = answers.filter(({ status }) => status === 503);
    const lost = answers.length - accepted.length - refused.length;
    const account = { capacity_per_s: capacity, done: accepted.length, refused: refused.length, lost };
    const usual_p99_ms = Math.round(p99(usual.map(({ ms }) => ms)));
    const accepted_p99_ms = Math.round(p99(accepted.map(({ ms }) => ms)));
    tell('ten times the load', { sent: answers.length, ...account, usual_p99_ms, accepted_p99_ms });
    const seen = Object.groupBy(answers, ({ status }) => status);
    expect(Object.keys(seen).toSorted()).toEqual(['200', '503']);
    expect(refused.filter(({ retryAfter }) => retryAfter === null)).toEqual([]);
    // It goes on as before.
    await until(async () => ((await me()).status === 200 ? true : null), 20_000);
  });
});
