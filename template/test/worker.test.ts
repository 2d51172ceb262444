import { randomUUID } from 'node:crypto';
import { afterAll, afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { queue } from '../src/clients/queue.ts';
import { redis } from '../src/clients/redis.ts';
import { deadLetterService } from '../src/services/dead-letter.service.ts';
import { jobService } from '../src/services/job.service.ts';
import { defineJob } from '../src/utils/define-job.ts';
import { gatherJob } from './jobs/fixtures/gather.job.ts';
import { witnessJob } from './jobs/fixtures/witness.job.ts';
import { admin } from './support/admin.ts';
import { asUser } from './support/as-user.ts';
import { startTestApp } from './support/start-test-app.ts';
import { copySource, startWorker } from './support/start-worker.ts';
import { until } from './support/until.ts';

const test = startTestApp();
const copy = await copySource();
const workers: Awaited<ReturnType<typeof startWorker>>[] = [];

const start = async (env: Readonly<Record<string, string>> = {}) => {
  const worker = await startWorker(copy.dir, env);
  workers.push(worker);
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

const list = async (key: string): Promise<string[]> => (await redis?.lrange(key, 0, -1)) ?? [];
const has = (key: string, count = 1) =>
  until(async () => ((await list(key)).length >= count ? list(key) : null), 20_000);
const dead = async (id: string) => (await deadLetterService.list(100)).find((one) => one.id === id) ?? null;
const as = <T>(userId: string, work: () => Promise<T>): Promise<T> => asUser(test.app(), userId, work);

describe('a worker', () => {
  it('does a job as the user who asked for it, without their token', async () => {
    const worker = await start();
    const [note, userId] = [randomUUID(), randomUUID()];
    await as(userId, () => jobService.enqueue(witnessJob, { note }));
    const [ran = ''] = await has(`ran:${note}`);
    expect(JSON.parse(ran)).toMatchObject({ userId, requestId: `request-of-${userId}`, pid: worker.pid, attempt: 1 });
    await has(`done:${note}`);
  });

  it('tries again what fails, with growing pauses, and then gives it up', async () => {
    const worker = await start();
    const [twice, always] = [randomUUID(), randomUUID()];
    await jobService.enqueue(witnessJob, { note: twice, fail: 2 });
    const id = await jobService.enqueue(witnessJob, { note: always, fail: 9 });
    expect(await has(`done:${twice}`)).toEqual(['3']);
    const [first, second, third] = (await list(`ran:${twice}`)).map((one) => JSON.parse(one).at);
    // 400 and 800 ms, up to half of them left off.
    expect(second - first).toBeGreaterThanOrEqual(200);
    expect(third - second).toBeGreaterThanOrEqual(400);
    expect(await until(() => dead(id))).toMatchObject({ name: 'witness', attempts: 3, error: 'on purpose' });
    expect(await list(`ran:${always}`)).toHaveLength(3);
    expect(await list(`effects:${always}`)).toHaveLength(1);
    await until(() => (worker.output().includes('A job is given up.') ? true : null));
    const logged = async () =>
      (await admin().from('error_logs').select('code, route, method, stack').eq('code', 'job_dead')).data?.at(-1) ??
      null;
    expect(await until(logged)).toMatchObject({
      route: 'witness',
      method: 'JOB',
      stack: expect.stringContaining('on purpose'),
    });
  });

  it('gives up at once what it does not know, and what no longer fits', async () => {
    await start();
    const old = defineJob({
      ...witnessJob,
      payload: witnessJob.payload.extend({ colour: witnessJob.payload.shape.note }),
    });
    const gone = { ...witnessJob, name: 'no-longer-there' };
    const ids = [
      await jobService.enqueue(old, { note: randomUUID(), colour: 'red' }),
      await jobService.enqueue(gone, { note: randomUUID() }),
    ];
    const [unfit, unknown] = await Promise.all(ids.map((id) => until(() => dead(id))));
    expect(unfit).toMatchObject({ attempts: 1, error: expect.stringMatching(/not what witness takes.*colour/) });
    expect(unknown).toMatchObject({ attempts: 1, error: 'This worker has no src/jobs/no-longer-there.job.ts.' });
  });

  it('ends an attempt at its deadline, whether the job listens or not', async () => {
    await start();
    const ids = [
      await jobService.enqueue({ ...witnessJob, attempts: 1 }, { note: randomUUID(), wait_ms: 60_000 }),
      await jobService.enqueue({ ...witnessJob, attempts: 1 }, { note: randomUUID(), wait_ms: 60_000, deaf: true }),
    ];
    for (const id of ids)
      expect(await until(() => dead(id))).toMatchObject({ error: 'It was not done after 2500 milliseconds.' });
  });

  it('finishes on SIGTERM what runs, and takes nothing more', async () => {
    const worker = await start();
    const [note, later] = [randomUUID(), randomUUID()];
    await jobService.enqueue(witnessJob, { note, wait_ms: 1500 });
    await has(`ran:${note}`);
    worker.kill('SIGTERM');
    await until(() => (worker.output().includes('finishing what runs') ? true : null));
    await jobService.enqueue(witnessJob, { note: later });
    expect((await worker.ended).code).toBe(0);
    expect(await list(`done:${note}`)).toEqual(['1']);
    expect(await list(`ran:${later}`)).toEqual([]);
  });

  it('ends after SHUTDOWN_TIMEOUT_MS all the same; another one then does the job', async () => {
    const first = await start({ SHUTDOWN_TIMEOUT_MS: '300' });
    const note = randomUUID();
    await jobService.enqueue(witnessJob, { note, wait_ms: 2000 });
    await has(`ran:${note}`);
    first.kill('SIGTERM');
    expect((await first.ended).code).toBe(1);
    expect(await list(`done:${note}`)).toEqual([]);
    await start();
    expect(await has(`done:${note}`)).toEqual(['2']);
  });
});

describe('a worker that is killed', () => {
  it('leaves its job to another one, and the effect is there once', async () => {
    const first = await start();
    const note = randomUUID();
    await jobService.enqueue(witnessJob, { note, wait_ms: 2000 });
    const [key = ''] = await has(`effects:${note}`);
    // Before it is on record, it could be done again: see jobEffectService.
    await until(async () => {
      const { data } = await admin().from('job_effects').select('key').eq('key', key).throwOnError();
      return data.length > 0 ? true : null;
    });
    first.kill('SIGKILL');
    await first.ended;
    const second = await start();
    expect(await has(`done:${note}`)).toEqual(['2']);
    const ran = (await list(`ran:${note}`)).map((one) => JSON.parse(one).pid);
    expect(ran).toEqual([first.pid, second.pid]);
    expect(await list(`effects:${note}`)).toHaveLength(1);
  });
});

describe('two workers', () => {
  it('run a scheduled job once each time', async () => {
    await redis?.del('ticks');
    await Promise.all([start(), start()]);
    const ids = await has('ticks', 3);
    expect(new Set(ids).size).toBe(ids.length);
    const times = ids.map((id) => Number(id.split(':').at(-1))).toSorted((a, b) => a - b);
    for (const [index, time] of times.entries())
      if (index > 0) expect(time - (times[index - 1] ?? 0)).toBeGreaterThanOrEqual(1000);
  });

  it('forget the schedule of a job that is gone', async () => {
    await queue.use(({ jobs }) => jobs.upsertJobScheduler('gone', { every: 600_000 }, { name: 'gone' }));
    await start();
    const names = async () => (await queue.use(({ jobs }) => jobs.getJobSchedulers())).map(({ key }) => key);
    await until(async () => ((await names()).includes('gone') ? null : true));
    expect(await names()).toEqual(['tick']);
  });
});

describe('a pipeline', () => {
  it('runs the batches first, then the step that gathers them', async () => {
    await start();
    const [userId, ...notes] = [randomUUID(), randomUUID(), randomUUID(), randomUUID()];
    const note = randomUUID();
    const steps = notes.map((one) => jobService.step(witnessJob, { note: one }));
    const id = await as(userId, () => jobService.enqueuePipeline(jobService.step(gatherJob, { note }, steps)));
    expect(await has(`gathered:${note}`)).toEqual([JSON.stringify(notes.toSorted())]);
    expect(
      await until(async () => {
        const status = await as(userId, () => jobService.get(id));
        return status.state === 'completed' ? status : null;
      }),
    ).toMatchObject({ before: { done: 3, waiting: 0 } });
  });

  it('is held up by a step that died, and goes on when that is retried', async () => {
    await start();
    const [note, bad] = [randomUUID(), randomUUID()];
    const step = jobService.step(witnessJob, { note: bad, fail_until: `healed:${bad}` });
    await jobService.enqueuePipeline(jobService.step(gatherJob, { note }, [step]));
    const died = await until(async () => (await deadLetterService.list(10)).at(0) ?? null);
    expect(died).toMatchObject({ name: 'witness', attempts: 3 });
    expect(await list(`gathered:${note}`)).toEqual([]);
    await redis?.set(`healed:${bad}`, '1');
    await deadLetterService.retry(died.id);
    expect(await has(`gathered:${note}`)).toEqual([JSON.stringify([bad])]);
    expect(await deadLetterService.list(10)).toEqual([]);
  });
});

describe('a job that is cancelled', () => {
  it('is told so while it runs, and is no dead letter', async () => {
    const worker = await start();
    const note = randomUUID();
    const userId = randomUUID();
    const id = await as(userId, () => jobService.enqueue(witnessJob, { note, wait_ms: 2400 }));
    await has(`ran:${note}`);
    await as(userId, () => jobService.cancel(id));
    await until(async () => ((await queue.use(({ jobs }) => jobs.getJob(id))) === undefined ? true : null));
    await until(() => (worker.output().includes('A job was cancelled.') ? true : null));
    // Stopped by itself, not by its deadline and then kept from its second attempt.
    expect(worker.output()).not.toContain('it is tried again');
    expect(await dead(id)).toBeNull();
    expect(await list(`done:${note}`)).toEqual([]);
  });

  it('ends the whole pipeline, whose steps run', async () => {
    await start();
    const [note, slow, userId] = [randomUUID(), randomUUID(), randomUUID()];
    const step = jobService.step(witnessJob, { note: slow, wait_ms: 2400 });
    const id = await as(userId, () => jobService.enqueuePipeline(jobService.step(gatherJob, { note }, [step])));
    await has(`ran:${slow}`);
    await as(userId, () => jobService.cancel(id));
    await until(async () => ((await queue.use(({ jobs }) => jobs.getJob(id))) === undefined ? true : null));
    const counts = await queue.use(({ jobs }) => jobs.getJobCounts('active', 'failed', 'waiting', 'waiting-children'));
    expect(counts).toEqual({ active: 0, failed: 0, waiting: 0, 'waiting-children': 0 });
    expect([await list(`done:${slow}`), await list(`gathered:${note}`)]).toEqual([[], []]);
  });
});
