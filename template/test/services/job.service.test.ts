import { randomUUID } from 'node:crypto';
import { beforeEach, describe, expect, it } from '@jest/globals';
import { z } from 'zod';
import { queue } from '../../src/clients/queue.ts';
import { jobService } from '../../src/services/job.service.ts';
import { queueHealthService } from '../../src/services/queue-health.service.ts';
import { defineJob } from '../../src/utils/define-job.ts';
import { asUser } from '../support/as-user.ts';
import { startTestApp } from '../support/start-test-app.ts';

const test = startTestApp();
const [ada, bob] = [randomUUID(), randomUUID()];
const as = <T>(id: string, work: () => Promise<T>) => asUser(test.app(), id, work);

const greetJob = defineJob({
  name: 'greet',
  payload: z.strictObject({ name: z.string().trim(), times: z.int().default(1) }),
  run: async () => undefined,
});

beforeEach(() => queue.use(({ jobs }) => jobs.obliterate({ force: true })));

const stored = (id: string) => queue.use(({ jobs }) => jobs.getJob(id));

describe('enqueue', () => {
  it('keeps the user and the request, and no token', async () => {
    const id = await as(ada, () => jobService.enqueue(greetJob, { name: 'x' }));
    const job = await stored(id);
    const kept = { payload: { name: 'x' }, user_id: ada, request_id: `request-of-${ada}`, flow_id: null };
    expect(job?.data).toEqual(kept);
    expect(JSON.stringify(job)).not.toContain('token-of-a-user');
    expect(job?.opts).toMatchObject({ attempts: 5, backoff: { type: 'exponential', delay: 1000, jitter: 0.5 } });
  });

  it.each([
    ['an unknown key', { name: 'x', more: 1 }],
    ['another type', { name: 7 }],
    ['what JSON does not have', { name: 'x', times: NaN }],
    ['nothing', undefined],
    ['too much', { name: 'x'.repeat(262_144) }],
  ])('refuses %s, and adds nothing', async (_what, payload) => {
    // @ts-expect-error the types say so as well
    await expect(jobService.enqueue(greetJob, payload)).rejects.toMatchObject({ code: 'job_payload_invalid' });
    expect(await queueHealthService.get()).toMatchObject({ waiting: 0 });
  });

  it('makes one job of one key, for each user', async () => {
    const ids = await as(ada, async () => [
      await jobService.enqueue(greetJob, { name: 'x' }, { key: 'once' }),
      await jobService.enqueue(greetJob, { name: 'y' }, { key: 'once' }),
    ]);
    expect(ids[0]).toBe(ids[1]);
    const other = await as(bob, () => jobService.enqueue(greetJob, { name: 'z' }, { key: 'once' }));
    expect(other).not.toBe(ids[0]);
    const renamed = await as(ada, () =>
      jobService.enqueue({ ...greetJob, name: 'bye' }, { name: 'x' }, { key: 'once' }),
    );
    expect(new Set([...ids, other, renamed]).size).toBe(3);
    expect((await stored(ids[0] ?? ''))?.data.payload).toEqual({ name: 'x' });
    expect(await queueHealthService.get()).toMatchObject({ waiting: 3, active: 0, dead: 0 });
  });

  it('waits where it is told to', async () => {
    await jobService.enqueue(greetJob, { name: 'x' }, { delay_ms: 60_000 });
    expect(await queueHealthService.get()).toMatchObject({ waiting: 0, delayed: 1, oldest_waiting_ms: 0 });
  });

  it('tells how long the first in line has waited', async () => {
    await queue.use(({ jobs }) => jobs.add('old', {}, { timestamp: Date.now() - 5000 }));
    await jobService.enqueue(greetJob, { name: 'x' });
    const { oldest_waiting_ms: waited } = await queueHealthService.get();
    expect(waited).toBeGreaterThanOrEqual(5000);
    expect(waited).toBeLessThan(60_000);
  });
});

describe('a job', () => {
  it("is its user's alone to see and to cancel", async () => {
    const id = await as(ada, () => jobService.enqueue(greetJob, { name: 'x' }));
    const missing = { statusCode: 404, code: 'job_not_found' };
    await expect(as(bob, () => jobService.get(id))).rejects.toMatchObject(missing);
    await expect(as(bob, () => jobService.cancel(id))).rejects.toMatchObject(missing);
    await expect(jobService.get(id)).rejects.toMatchObject(missing);
    expect(await as(ada, () => jobService.get(id))).toMatchObject({ id, name: 'greet', state: 'waiting', progress: 0 });
    await as(ada, () => jobService.cancel(id));
    await expect(as(ada, () => jobService.get(id))).rejects.toMatchObject(missing);
    expect(await queueHealthService.get()).toMatchObject({ waiting: 0 });
  });
});

describe('a pipeline', () => {
  it('is added whole or not at all', async () => {
    const good = jobService.step(greetJob, { name: 'x' });
    // @ts-expect-error the types say so as well
    const bad = jobService.step(greetJob, { name: 7 });
    const last = (before: Parameters<typeof jobService.enqueuePipeline>[0][]) =>
      jobService.enqueuePipeline(jobService.step(greetJob, { name: 'last' }, before));
    await expect(last([good, bad])).rejects.toMatchObject({ code: 'job_payload_invalid' });
    await expect(last(Array.from({ length: 1000 }, () => good))).rejects.toMatchObject({ code: 'pipeline_too_long' });
    expect(await queueHealthService.get()).toMatchObject({ waiting: 0 });
    const id = await as(ada, () => last(Array.from({ length: 999 }, () => good)));
    // Asked in another request than added; the user is the same.
    await expect(as(bob, () => jobService.get(id))).rejects.toMatchObject({ code: 'job_not_found' });
    expect(await queueHealthService.get()).toMatchObject({ waiting: 999 });
  });

  it('is taken out with all its steps', async () => {
    const steps = [jobService.step(greetJob, { name: 'a' }), jobService.step(greetJob, { name: 'b' })];
    const id = await as(ada, () => jobService.enqueuePipeline(jobService.step(greetJob, { name: 'c' }, steps)));
    expect(await as(ada, () => jobService.get(id))).toMatchObject({
      state: 'waiting-children',
      before: { done: 0, waiting: 2 },
    });
    await as(ada, () => jobService.cancel(id));
    expect(await queueHealthService.get()).toMatchObject({ waiting: 0 });
  });
});
