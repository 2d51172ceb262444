import { readdir, readFile, readlink } from 'node:fs/promises';
import { setTimeout as sleep } from 'node:timers/promises';
import { isAlive } from '../../stack/lock.ts';

/** The ids of running processes whose command line names the folder, or that run in it. */
export async function processesIn(folder: string): Promise<number[]> {
  const ids = (await readdir('/proc')).filter((name) => /^\d+$/.test(name));
  const found = await Promise.all(
    ids.map(async (id) => {
      const command = await readFile(`/proc/${id}/cmdline`, 'utf8').catch(() => '');
      const cwd = await readlink(`/proc/${id}/cwd`).catch(() => '');
      return command.includes(folder) || cwd.startsWith(folder);
    }),
  );
  return ids.filter((_, index) => found[index]).map(Number);
}

/** Whether all of the processes are gone within 6 s. */
export async function areGone(pids: readonly number[]): Promise<boolean> {
  const deadline = performance.now() + 6000;
  while (pids.some(isAlive)) {
    if (performance.now() > deadline) return false;
    await sleep(50);
  }
  return true;
}
