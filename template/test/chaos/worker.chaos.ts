import { randomUUID } from 'node:crypto';
import { setTimeout as sleep } from 'node:timers/promises';
import { afterAll, afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { queue } from '../../src/clients/queue.ts';
import { redis } from '../../src/clients/redis.ts';
import { deadLetterService } from '../../src/services/dead-letter.service.ts';
import { jobService } from '../../src/services/job.service.ts';
import { witnessJob } from '../jobs/fixtures/witness.job.ts';
import { startTestApp } from '../support/start-test-app.ts';
import { copySource, startWorker } from '../support/start-worker.ts';
import { until } from '../support/until.ts';
import { tell } from './support/tell.ts';
import { untilDone } from './support/until-done.ts';

startTestApp();
const copy = await copySource();
const workers: Awaited<ReturnType<typeof startWorker>>[] = [];

const startUnready = async (env: Readonly<Record<string, string>> = {}) => {
  const worker = await startWorker(copy.dir, env, 120_000);
  workers.push(worker);
  return worker;
};
const start = async (env: Readonly<Record<string, string>> = {}) => {
  const worker = await startUnready(env);
  await worker.ready();
  return worker;
};

beforeEach(() => queue.use(({ jobs }) => jobs.obliterate({ force: true })));
afterEach(async () => {
  for (const worker of workers.splice(0)) {
    worker.kill('SIGKILL');
    await worker.ended;
  }
});
afterAll(copy.remove);

const count = async (key: string): Promise<number> => (await redis?.llen(key)) ?? 0;
const countAll = async (what: string, notes: readonly string[]): Promise<number[]> =>
  Promise.all(notes.map((note) => count(`${what}:${note}`)));
const isDone = async (notes: readonly string[]): Promise<boolean> =>
  (await countAll('done', notes)).every((times) => times > 0);
/** Of each note, the effects that whoever heeds their key would have seen. */
const effectsOf = async (notes: readonly string[]): Promise<number[]> =>
  Promise.all(notes.map(async (note) => new Set(await redis?.lrange(`effects:${note}`, 0, -1)).size));

describe('workers', () => {
  it('that are killed at their jobs lose none, and no effect comes twice', async () => {
    const crew = [await start(), await start()];
    const notes = Array.from({ length: 200 }, () => randomUUID());
    for (const note of notes) await jobService.enqueue(witnessJob, { note, wait_ms: 300 });
    for (const worker of crew) {
      await sleep(500);
      worker.kill('SIGKILL');
      await worker.ended;
      await start();
    }
    const dead_letters = await untilDone(queue.use, () => isDone(notes), 60_000);
    const [ran, effects] = await Promise.all([countAll('ran', notes), effectsOf(notes)]);
    const run_again = ran.filter((times) => times > 1).length;
    tell('two workers killed at work', { sent: notes.length, done: notes.length, run_again, dead_letters, lost: 0 });
    expect(effects.filter((times) => times !== 1)).toEqual([]);
    expect(run_again).toBeGreaterThan(0);
  });

  it('give a job up that kills them, after three times, and go on', async () => {
    const [note, other] = [randomUUID(), randomUUID()];
    const id = await jobService.enqueue(witnessJob, { note, poison: true });
    for (const times of [1, 2, 3]) {
      // It dies before it has written that it is ready.
      const worker = await startUnready();
      await worker.ended;
      expect(await count(`ran:${note}`)).toBe(times);
    }
    await start();
    const dead = await until(
      async () => (await deadLetterService.list(100)).find((one) => one.id === id) ?? null,
      20_000,
    );
    expect(dead).toMatchObject({ error: expect.stringContaining('stalled') });
    expect(await count(`ran:${note}`)).toBe(3);
    await jobService.enqueue(witnessJob, { note: other });
    // Not by `untilDone`, which runs dead letters again.
    await until(async () => ((await isDone([other])) ? true : null), 20_000);
    tell('a job that kills its worker', { sent: 2, done: 1, dead_letters: 1, lost: 0 });
  });

  it('whose clocks jump an hour ahead and back do every job once', async () => {
    const clock = new URL('support/jumping-clock.ts', import.meta.url).href;
    const worker = await start({ NODE_OPTIONS: `--disable-warning=ExperimentalWarning --import ${clock}` });
    const notes = Array.from({ length: 100 }, () => randomUUID());
    const send = async (some: readonly string[]): Promise<void> => {
      for (const note of some) await jobService.enqueue(witnessJob, { note, fail: 1, wait_ms: 100 });
    };
    await send(notes.slice(0, 40));
    worker.kill('SIGWINCH');
    await send(notes.slice(40, 80));
    await sleep(1500);
    worker.kill('SIGWINCH');
    await send(notes.slice(80));
    await sleep(500);
    // Corrected at last: what was put off by the wrong hour is due.
    worker.kill('SIGWINCH');
    const dead_letters = await untilDone(queue.use, () => isDone(notes), 45_000);
    const effects = await effectsOf(notes);
    tell('a clock an hour ahead, and back', { sent: notes.length, done: notes.length, dead_letters, lost: 0 });
    expect(effects.filter((times) => times !== 1)).toEqual([]);
  });
});
