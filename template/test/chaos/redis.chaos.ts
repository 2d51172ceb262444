import { randomUUID } from 'node:crypto';
import path from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { afterAll, afterEach, beforeAll, describe, expect, it } from '@jest/globals';
import { Redis } from 'ioredis';
import { freePort } from '../../stack/free-port.ts';
import { scratchDir } from '../../stack/scratch-dir.ts';
import { startRedis } from '../../stack/start-redis.ts';
import { startServer } from '../support/start-server.ts';
import { copySource, startWorker } from '../support/start-worker.ts';
import { until } from '../support/until.ts';
import { keepAsking } from './support/keep-asking.ts';
import { newToken } from '../support/new-token.ts';
import { tell } from './support/tell.ts';
import { untilDone } from './support/until-done.ts';

const { dir, remove } = await scratchDir();
const port = await freePort(0);
process.env['REDIS_URL'] = `redis://127.0.0.1:${port}`;
// Nothing that reads the environment is imported before.
const { witnessJob } = await import('../jobs/fixtures/witness.job.ts');
const { queue } = await import('../../src/clients/queue.ts');
const { jobService } = await import('../../src/services/job.service.ts');
const { redis: ours } = await import('../../src/clients/redis.ts');

const copy = await copySource();
const witness = new Redis(port, '127.0.0.1', { lazyConnect: true, retryStrategy: () => 100 });
witness.on('error', () => undefined);
ours?.on('error', () => undefined);
const started: { kill: (signal: NodeJS.Signals) => unknown; ended: Promise<unknown> }[] = [];
const state: { redis: Awaited<ReturnType<typeof startRedis>> } = { redis: null };

const start = async (keep: boolean): Promise<void> => {
  state.redis = await startRedis({ dir: path.join(dir, String(keep)), port, keep, databases: 1 });
};
const kill = async (): Promise<void> => {
  const pid = Number(/process_id:(\d+)/.exec(await witness.info('server'))?.[1]);
  process.kill(pid, 'SIGKILL');
  await state.redis?.stop();
};

beforeAll(async () => {
  await start(true);
  await Promise.all([witness.connect(), ours?.connect()]);
});
afterEach(async () => {
  for (const { kill: end, ended } of started.splice(0)) {
    end('SIGKILL');
    await ended;
  }
});
afterAll(async () => {
  witness.disconnect();
  ours?.disconnect();
  await state.redis?.stop();
  await Promise.all([copy.remove(), remove()]);
});

const worker = async (): Promise<void> => {
  const one = await startWorker(copy.dir, {}, 120_000);
  started.push(one);
  await one.ready();
  // It runs what is scheduled: it is at work.
  await until(async () => ((await witness.llen('ticks')) > 0 ? true : null), 30_000);
};

/** Enqueues until `over`, and gives the notes of the jobs that were taken, and how many were refused. */
const enqueueUntil = async (over: Promise<unknown>): Promise<{ taken: string[]; refused: number }> => {
  const going = { on: true };
  void over.finally(() => (going.on = false));
  const found = { taken: [] as string[], refused: 0 };
  while (going.on) {
    const note = randomUUID();
    await jobService.enqueue(witnessJob, { note }).then(
      () => found.taken.push(note),
      () => (found.refused += 1),
    );
    await sleep(40);
  }
  return found;
};
const times = (what: string, notes: readonly string[]): Promise<number[]> =>
  Promise.all(notes.map((note) => witness.llen(`${what}:${note}`)));

const areDone = async (notes: readonly string[]): Promise<boolean> =>
  (await times('done', notes)).every((count) => count > 0);

describe('Redis is killed and comes back', () => {
  it('with persistence: every job that was taken is done', async () => {
    await worker();
    const outage = async (): Promise<void> => {
      await sleep(1000);
      await kill();
      await sleep(1000);
      await start(true);
      await sleep(2000);
    };
    const { taken, refused } = await enqueueUntil(outage());
    const dead_letters = await untilDone(queue.use, () => areDone(taken), 60_000);
    const ran = await times('ran', taken);
    const run_again = ran.filter((count) => count > 1).length;
    const sent = taken.length + refused;
    tell('Redis killed, with AOF', { sent, refused, done: taken.length, run_again, dead_letters, lost: 0 });
    expect(refused).toBeGreaterThan(0);
  });

  it('without persistence: requests are answered all the while, and workers and schedules go on with an empty one', async () => {
    await kill();
    await start(false);
    await worker();
    const server = await startServer({}, 120_000);
    started.push(server);
    await until(server.answers, 30_000);
    const token = await newToken();
    const load = keepAsking(2, () =>
      fetch(`${server.url}/v1/me`, {
        headers: { authorization: `Bearer ${token}` },
        signal: AbortSignal.timeout(20_000),
      }).finally(() => sleep(50)),
    );
    const outage = async (): Promise<void> => {
      await sleep(1000);
      await kill();
      await sleep(1500);
      await start(false);
    };
    const before = await enqueueUntil(outage());
    const after = await enqueueUntil(sleep(2000));
    const answers = await load.stop();
    await untilDone(queue.use, () => areDone(after.taken), 40_000);
    await until(async () => ((await witness.llen('ticks')) > 1 ? true : null), 20_000);
    const answered = answers.filter(({ status }) => status === 200).length;
    tell('Redis killed, without persistence: requests', {
      sent: answers.length,
      done: answered,
      lost: answers.length - answered,
    });
    // What waited in it is gone with it, which is why docs/jobs.md asks for AOF.
    const found = (await times('done', before.taken)).filter((count) => count > 0).length;
    tell('  jobs of before, whose traces went as well', {
      sent: before.taken.length,
      done: found,
      lost: before.taken.length - found,
    });
    tell('  jobs of after', { sent: after.taken.length, done: after.taken.length, lost: 0 });
    expect(answered).toBe(answers.length);
    expect(after.taken.length).toBeGreaterThan(0);
  });
});
