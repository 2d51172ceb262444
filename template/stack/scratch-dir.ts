import { mkdir, mkdtemp, readdir, rm } from 'node:fs/promises';
import path from 'node:path';
import { isAlive } from './lock.ts';
import { paths } from './paths.ts';

/**
 * A new folder below .stack/tmp that is gone after `remove`. What a killed process left there is removed by the next call,
 * which is why its name starts with the process' id.
 */
export async function scratchDir() {
  const parent = path.join(paths.stack, 'tmp');
  await mkdir(parent, { recursive: true });
  for (const name of await readdir(parent)) {
    if (!isAlive(Number.parseInt(name, 10))) await rm(path.join(parent, name), { recursive: true, force: true });
  }
  const dir = await mkdtemp(path.join(parent, `${process.pid}-`));
  return { dir, remove: () => rm(dir, { recursive: true, force: true, maxRetries: 3 }) };
}
