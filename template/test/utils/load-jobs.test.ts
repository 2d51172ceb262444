import { mkdir, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { copySource } from '../support/start-worker.ts';
import { loadJobs } from '../../src/utils/load-jobs.ts';

const place = { dir: '', remove: async () => undefined as unknown };
beforeAll(async () => Object.assign(place, await copySource()));
afterAll(() => place.remove());

const load = async (name: string, job: string) => {
  const folder = path.join(place.dir, 'src', `jobs-${name}`);
  await mkdir(folder, { recursive: true });
  const imports = "import { z } from 'zod';\nimport { defineJob } from '../utils/define-job.ts';\n";
  await writeFile(path.join(folder, `${name}.job.ts`), `${imports}export const job = ${job};\n`);
  return loadJobs(folder);
};

describe('the jobs of a folder', () => {
  it('are found by their files', async () => {
    const jobs = await loadJobs(path.join(import.meta.dirname, '../../src/jobs'));
    expect([...jobs.keys()]).toContain('forget-job-effects');
    expect(await loadJobs(path.join(import.meta.dirname, 'nowhere'))).toEqual(new Map());
  });

  it.each([
    ['one', "defineJob({ name: 'other', payload: z.strictObject({}), run: async () => 1 })", /its name is other/],
    ['two', "{ name: 'two' }", /is no job: .*payload/],
    ['three', "defineJob({ name: 'three', payload: z.strictObject({}), attempts: 0, run: async () => 1 })", /attempts/],
    [
      'four',
      "defineJob({ name: 'four', payload: z.strictObject({ a: z.string() }), schedule: { every: 5000 }, run: async () => 1 })",
      /a job with a schedule has an empty payload/,
    ],
  ])('are refused where one is none: %s', async (name, job, message) => {
    await expect(load(name, job)).rejects.toThrow(message);
  });
});
