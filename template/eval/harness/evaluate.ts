import { existsSync } from 'node:fs';
import { mkdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { z } from 'zod';
import { compare, type KeptRun } from './compare.ts';
import type { Evaluation, StartedEvaluation } from './evaluation.ts';
import { report } from './report.ts';
import { tell } from './tell.ts';

const keptSchema = z.object({
  at: z.string(),
  results: z.array(
    z.object({
      name: z.string(),
      dataset_hash: z.string(),
      model: z.string(),
      measures: z.record(z.string(), z.number()),
    }),
  ),
});

const readKept = async (file: string): Promise<KeptRun | null> => {
  if (!existsSync(file)) return null;
  try {
    return keptSchema.parse(JSON.parse(await readFile(file, 'utf8')));
  } catch (error) {
    throw new Error(`${file} is no record of a run. Take it from git again, or delete it.`, { cause: error });
  }
};

type Options = { readonly folder: string; readonly accept: boolean; readonly say: (text: string) => void };

/**
 * Runs an evaluation, and keeps it: the database and the page have every run; the record `<name>.json`, which the next run is held
 * against, only one that lost nothing, or that was accepted.
 * @returns whether it lost nothing
 */
export async function evaluate(
  name: string,
  { title, ...bounds }: Omit<Evaluation, 'start'>,
  started: Pick<StartedEvaluation, 'run' | 'keep'>,
  { folder, accept, say }: Options,
): Promise<boolean> {
  const [record, page] = [join(folder, `${name}.json`), join(folder, `${name}.html`)];
  const last = await readKept(record);
  const at = new Date().toISOString();
  const compared = compare(await started.run(), last, bounds);
  const reported = [];
  for (const one of compared) reported.push({ ...one, earlier: await started.keep(one.result) });
  await mkdir(folder, { recursive: true });
  await writeFile(page, report(title, at, reported));
  say(`${tell(compared)}\n\nThe report: ${page}`);
  const lost = compared.some(({ measures }) => measures.some(({ problem }) => problem !== null));
  if (lost && !accept) {
    say(
      `Too little: mend it, or take this run as the one to be held against with --accept. ${record} stays as it was.`,
    );
    return false;
  }
  const results = compared.map(({ result: { name: of, dataset_hash, model, measures } }) => ({
    name: of,
    dataset_hash,
    model,
    measures: Object.fromEntries(Object.entries(measures).map(([key, value]) => [key, Number(value.toFixed(4))])),
  }));
  // So that git sees a change only where there is one.
  if (JSON.stringify(results) === JSON.stringify(last?.results)) return true;
  await writeFile(record, `${JSON.stringify({ at, results }, null, 2)}\n`);
  return true;
}
