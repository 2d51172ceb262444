import { expect, it } from '@jest/globals';
import { z } from 'zod';
import { asUser } from '../support/as-user.ts';
import { startTestApp } from '../support/start-test-app.ts';

const { defineJob } = await import('../../src/utils/define-job.ts');
const { jobService } = await import('../../src/services/job.service.ts');
const test = startTestApp();

const job = defineJob({ name: 'report', payload: z.strictObject({ n: z.int() }), run: async () => null });
const [owner, other] = [crypto.randomUUID(), crypto.randomUUID()];
const as = <T>(id: string, work: () => Promise<T>): Promise<T> => asUser(test.app(), id, work);
const notFound = expect.objectContaining({ statusCode: 404, code: 'job_not_found' });

it('lets nobody take the place of a job of another by its key', async () => {
  const enqueue = () => jobService.enqueue(job, { n: 1 }, { key: 'this-month', delay_ms: 60_000 });
  const [own, theirs] = [await as(owner, enqueue), await as(other, enqueue)];
  expect(theirs).not.toBe(own);
  expect(await as(owner, enqueue)).toBe(own);
  for (const id of [owner, other]) await as(id, () => jobService.cancel(id === owner ? own : theirs));
});

it('shows nobody a job of another, and lets nobody stop it', async () => {
  const id = await as(owner, () => jobService.enqueue(job, { n: 1 }, { delay_ms: 60_000 }));
  await expect(as(other, () => jobService.get(id))).rejects.toThrow(notFound);
  await expect(as(other, () => jobService.cancel(id))).rejects.toThrow(notFound);
  expect((await as(owner, () => jobService.get(id))).state).toBe('delayed');
  await as(owner, () => jobService.cancel(id));
  await expect(as(owner, () => jobService.get(id))).rejects.toThrow(notFound);
});
