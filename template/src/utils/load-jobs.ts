import { readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { z } from 'zod';
import type { Job } from './define-job.ts';

const ending = /\.job\.[jt]s$/;

const isRun = (value: unknown): boolean => typeof value === 'function';

const loadedJobSchema = z.object({
  name: z.string(),
  payload: z.instanceof(z.ZodObject),
  attempts: z.int().min(1),
  backoff_ms: z.int().min(0),
  timeout_ms: z.int().min(1),
  schedule: z
    .union([z.strictObject({ pattern: z.string(), tz: z.string() }), z.strictObject({ every: z.int().min(1000) })])
    .nullable(),
  run: z.custom<Job['run']>(isRun, 'must be a function'),
});

const namesIn = async (folder: string): Promise<string[]> => {
  const names = await readdir(folder).catch((error: NodeJS.ErrnoException) => {
    // A project without jobs has no folder of them.
    if (error.code === 'ENOENT') return [];
    throw error;
  });
  return names.filter((name) => ending.test(name)).toSorted();
};

const loadFile = async (folder: string, file: string): Promise<Job> => {
  const exported: Record<string, unknown> = await import(pathToFileURL(join(folder, file)).href);
  const parsed = loadedJobSchema.safeParse(Object.values(exported)[0]);
  const refuse = (why: string): never => {
    throw new Error(`src/jobs/${file} is no job: ${why}. \`npm run generate -- job\` writes one.`);
  };
  if (!parsed.success) return refuse(z.prettifyError(parsed.error).replaceAll('\n', ' '));
  const { name, schedule, payload } = parsed.data;
  if (name !== file.replace(ending, '')) return refuse(`its name is ${name}, which is not the file's`);
  if (schedule !== null && !payload.safeParse({}).success)
    return refuse('a job with a schedule has an empty payload, or one whose fields all have a default');
  return parsed.data;
};

/** The jobs of a folder, by their names. @throws where a file in it is no job */
export async function loadJobs(folder: string): Promise<ReadonlyMap<string, Job>> {
  const jobs = await Promise.all((await namesIn(folder)).map((file) => loadFile(folder, file)));
  return new Map(jobs.map((job) => [job.name, job]));
}
