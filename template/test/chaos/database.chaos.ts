import path from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { afterAll, describe, expect, it } from '@jest/globals';
import { z } from 'zod';
import { freePort } from '../../stack/free-port.ts';
import { scratchDir } from '../../stack/scratch-dir.ts';
import { stackEnv } from '../../stack/stack-env.ts';
import { startSupabase } from '../../stack/start-supabase.ts';
import { newToken } from '../support/new-token.ts';
import { startServer } from '../support/start-server.ts';
import { until } from '../support/until.ts';
import { keepAsking } from './support/keep-asking.ts';
import { tell } from './support/tell.ts';

const { dir, remove } = await scratchDir();
const port = await freePort(0);
const start = () => startSupabase({ dataDir: path.join(dir, 'supabase'), port });
const state = { supabase: await start() };
afterAll(async () => {
  await state.supabase.stop();
  await remove();
});

describe('the database is killed and comes back', () => {
  it('while requests come: each is answered, and each error is in the database afterwards', async () => {
    const { url, keys, smtpUrl } = state.supabase;
    const env = stackEnv({ url, keys, smtpUrl, redisUrl: process.env['REDIS_URL'] ?? null });
    const server = await startServer({ ...env, RATE_LIMIT_PER_USER_PER_MINUTE: '100000' }, 120_000);
    await until(server.answers, 30_000);
    const token = await newToken(env);
    const load = keepAsking(4, () =>
      fetch(`${server.url}/v1/me`, {
        headers: { authorization: `Bearer ${token}` },
        signal: AbortSignal.timeout(20_000),
      }).finally(() => sleep(20)),
    );
    await sleep(1500);
    process.kill(state.supabase.pid ?? 0, 'SIGKILL');
    await state.supabase.stop();
    await sleep(2000);
    state.supabase = await start();
    await sleep(2000);
    const answers = await load.stop();
    const of = (status: number): number => answers.filter((one) => one.status === status).length;
    const recorded = await until(async () => {
      const [row] = await state.supabase.query(
        'select coalesce(sum(count), 0)::int as count from app.error_logs where status_code = 503',
      );
      const { count } = z.object({ count: z.int() }).parse(row);
      return count >= of(503) ? count : null;
    }, 20_000);
    const lost = answers.length - of(200) - of(503);
    tell('the database killed', { sent: answers.length, done: of(200), refused: of(503), recorded, lost });
    expect(lost).toBe(0);
    expect(recorded).toBe(of(503));
    expect(of(503)).toBeGreaterThan(0);
    expect(answers.at(-1)?.status).toBe(200);
    server.kill('SIGTERM');
    expect((await server.ended).code).toBe(0);
  });
});
