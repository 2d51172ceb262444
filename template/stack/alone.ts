import { readFile, rm, writeFile } from 'node:fs/promises';
import { setTimeout as sleep } from 'node:timers/promises';
import { isAlive } from './lock.ts';

async function take(file: string): Promise<boolean> {
  try {
    await writeFile(file, String(process.pid), { flag: 'wx' });
    return true;
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'EEXIST') return false;
    throw error;
  }
}

/**
 * Does something while no other process does it, which the file tells. Waits for its turn.
 * @throws when others are at it for longer than 30 s.
 */
export async function alone<T>(file: string, task: () => Promise<T>): Promise<T> {
  const deadline = performance.now() + 30_000;
  while (!(await take(file))) {
    const holder = await readFile(file, 'utf8').catch(() => '');
    if (performance.now() > deadline)
      throw new Error(`Process ${holder} has been at this for half a minute. If it hangs, stop it, or delete ${file}.`);
    // Empty: it is just being written, or just gone. One whose process was killed counts for nothing.
    if (holder !== '' && !isAlive(Number(holder))) await rm(file, { force: true });
    else await sleep(50);
  }
  return task().finally(() => rm(file, { force: true }));
}
