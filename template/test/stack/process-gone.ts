import { execFile } from 'node:child_process';
import { setTimeout as sleep } from 'node:timers/promises';
import { promisify } from 'node:util';
import { isAlive } from '../../stack/lock.ts';

type Process = { pid: number; parent: number; command: string };

/** All that run on this machine, as `ps` tells it: macOS has no /proc. */
async function processes(): Promise<Process[]> {
  // One -o each: after an = the rest of an argument is a heading to POSIX.
  const columns = ['pid=', 'ppid=', 'command='].flatMap((column) => ['-o', column]);
  const { stdout } = await promisify(execFile)('ps', ['-A', '-ww', ...columns], {
    timeout: 5000,
    maxBuffer: 16 * 1024 * 1024,
  });
  return stdout.split('\n').flatMap((line) => {
    const [, pid, parent, command = ''] = /^\s*(\d+)\s+(\d+)\s+(.*)$/.exec(line) ?? [];
    return pid === undefined ? [] : [{ pid: Number(pid), parent: Number(parent), command }];
  });
}

/**
 * The ids of running processes whose command line names the folder, and of all that they started: Redis replaces its
 * command line, and Supabase only runs in the folder.
 */
export async function processesIn(folder: string): Promise<number[]> {
  const all = await processes();
  const withChildren = ({ pid }: Process): number[] => [
    pid,
    ...all.filter(({ parent }) => parent === pid).flatMap(withChildren),
  ];
  return [...new Set(all.filter(({ command }) => command.includes(folder)).flatMap(withChildren))];
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
