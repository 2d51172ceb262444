import { randomUUID } from 'node:crypto';
import { expect, it } from '@jest/globals';
import { forgetJobEffectsJob } from '../../src/jobs/forget-job-effects.job.ts';
import { admin } from '../support/admin.ts';
import { startTestWorker } from '../support/start-test-worker.ts';

const worker = startTestWorker(forgetJobEffectsJob);

it('forgets what no job can ask for any more', async () => {
  const key = randomUUID();
  await admin().from('job_effects').insert({ key, created_at: '2020-01-01T00:00:00Z' }).throwOnError();
  expect(await worker.run({})).toEqual({ state: 'completed', error: null });
  const { data } = await admin().from('job_effects').select('key').eq('key', key).throwOnError();
  expect(data).toEqual([]);
});
