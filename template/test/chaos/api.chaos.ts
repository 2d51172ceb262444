import { setTimeout as sleep } from 'node:timers/promises';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { startServer } from '../support/start-server.ts';
import { startUpstream } from '../support/start-upstream.ts';
import { until } from '../support/until.ts';
import { keepAsking } from './support/keep-asking.ts';
import { newToken } from '../support/new-token.ts';
import { startBalancer } from './support/start-balancer.ts';
import { tell } from './support/tell.ts';

const CONNECTIONS = 10;

const upstream = await startUpstream(process.env['SUPABASE_URL'] ?? '');
upstream.behaviour.delay = 50;
const balancer = await startBalancer();
const servers: Awaited<ReturnType<typeof startServer>>[] = [];
const user = { token: '' };

beforeAll(async () => {
  user.token = await newToken();
});
afterAll(async () => {
  for (const server of servers) {
    server.kill('SIGKILL');
    await server.ended;
  }
  await balancer.stop();
  await upstream.stop();
});

const start = async () => {
  const ready = balancer.ready();
  const env = { SUPABASE_URL: upstream.url, SHUTDOWN_DELAY_MS: '1000', RATE_LIMIT_PER_USER_PER_MINUTE: '100000' };
  const server = await startServer({ ...env, LOG_LEVEL: 'warn' }, 120_000);
  servers.push(server);
  balancer.add(server.url);
  await until(() => (balancer.ready() > ready ? true : null), 30_000);
  return server;
};

const me = () =>
  fetch(`${balancer.url}/v1/me`, {
    headers: { authorization: `Bearer ${user.token}` },
    signal: AbortSignal.timeout(20_000),
  });

describe('two instances behind a load balancer', () => {
  it('are exchanged under load, one after the other, and every request is answered', async () => {
    const old = [await start(), await start()];
    const load = keepAsking(CONNECTIONS, me);
    for (const server of old) {
      await sleep(1500);
      await start();
      server.kill('SIGTERM');
      expect((await server.ended).code).toBe(0);
      balancer.remove(server.url);
    }
    await sleep(1000);
    const answers = await load.stop();
    const done = answers.filter(({ status }) => status === 200).length;
    tell('SIGTERM to each instance in turn', { sent: answers.length, done, lost: answers.length - done });
    expect(answers.filter(({ status }) => status !== 200)).toEqual([]);
    expect(done).toBeGreaterThan(100);
  });

  it('lose nothing when one is killed, where the client tries again what may be sent twice', async () => {
    const [, victim] = [await start(), await start()];
    const counted = { tries: 0 };
    const again = async (left = 10): Promise<Response> => {
      counted.tries += 1;
      const reply = await me().catch(() => null);
      if (reply !== null && reply.status !== 502) return reply;
      if (left === 0) throw new Error('It was tried ten times.');
      await sleep(100);
      return again(left - 1);
    };
    const load = keepAsking(CONNECTIONS, () => again());
    await sleep(1500);
    victim.kill('SIGKILL');
    await victim.ended;
    await sleep(2000);
    const answers = await load.stop();
    const done = answers.filter(({ status }) => status === 200).length;
    const sent_again = counted.tries - answers.length;
    tell('kill -9 of an instance', { sent: answers.length, done, sent_again, lost: answers.length - done });
    expect(done).toBe(answers.length);
    // The fault was one.
    expect(sent_again).toBeGreaterThan(0);
  });
});
