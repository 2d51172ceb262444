import { rmSync } from 'node:fs';
import { mkdir, readFile, rm, writeFile } from 'node:fs/promises';
import path from 'node:path';

/** Whether a process with this id runs. */
export function isAlive(pid: number): boolean {
  try {
    return process.kill(pid, 0);
  } catch (error) {
    return error instanceof Error && 'code' in error && error.code === 'EPERM';
  }
}

/** The process that holds the lock, or null. The lock of a process that is gone counts for nothing. */
export async function lockHolder(file: string): Promise<number | null> {
  const pid = Number(await readFile(file, 'utf8').catch(() => ''));
  return Number.isInteger(pid) && pid > 0 && isAlive(pid) ? pid : null;
}

/**
 * Takes the lock for this process until it exits.
 * @throws when another process holds it.
 */
export async function takeLock(file: string): Promise<void> {
  await mkdir(path.dirname(file), { recursive: true });
  const take = () => writeFile(file, String(process.pid), { flag: 'wx' });
  await take().catch(async () => {
    const holder = await lockHolder(file);
    if (holder !== null) {
      throw new Error(
        `\`npm run dev\` already runs on this data, as process ${holder}. Stop it first (Ctrl-C in its terminal).\n` +
          `If that process is something else, delete ${file}.`,
      );
    }
    await rm(file, { force: true });
    await take();
  });
  process.once('exit', () => rmSync(file, { force: true }));
}
