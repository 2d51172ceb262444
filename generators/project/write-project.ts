import { randomBytes } from 'node:crypto';
import { mkdir, readdir, rename, rm, writeFile } from 'node:fs/promises';
import { basename, dirname, join } from 'node:path';
import { commitAll } from './git.ts';
import { failure, refusal, systemCode } from './project-error.ts';
import type { KitFile } from './kit-files.ts';

type WriteOptions = { target: string; files: ReadonlyMap<string, KitFile>; message: string; signal: AbortSignal };

const remove = (folder: string): Promise<void> =>
  rm(folder, { recursive: true, force: true, maxRetries: 5, retryDelay: 100 });

const isRunning = (pid: number): boolean => {
  try {
    process.kill(pid, 0); // asks, sends nothing
    return true;
  } catch (error) {
    return systemCode(error) === 'EPERM';
  }
};

/** Removes what a killed run left beside the target. A run that is still going keeps its folder: it carries its pid. */
const removeLeftovers = async (target: string): Promise<void> => {
  const prefix = `.${basename(target)}.tmp-`;
  for (const entry of await readdir(dirname(target), { withFileTypes: true })) {
    if (!entry.isDirectory() || !entry.name.startsWith(prefix)) continue;
    const match = /^(\d+)-[0-9a-f]{12}$/.exec(entry.name.slice(prefix.length));
    if (match === null) continue;
    const pid = Number(match[1]);
    // Our own pid, before we made a folder, is that of an earlier process: in a container they repeat.
    if (pid === process.pid || !isRunning(pid)) await remove(join(dirname(target), entry.name));
  }
};

const makeFolder = async (folder: string): Promise<void> => {
  try {
    await mkdir(folder);
  } catch (error) {
    const why = systemCode(error) ?? 'unknown';
    const message = `${dirname(folder)} cannot be written to (${why}). Choose a folder of yours, or change its permissions.`;
    throw failure('not_writable', message);
  }
};

const writeFiles = async (folder: string, files: WriteOptions['files']): Promise<void> => {
  for (const subfolder of new Set([...files.keys()].map((path) => dirname(join(folder, path)))))
    await mkdir(subfolder, { recursive: true });
  for (const [path, { bytes, executable }] of files) {
    await writeFile(join(folder, path), bytes, { mode: executable ? 0o777 : 0o666, flag: 'wx' }); // less the umask
  }
};

const moveIntoPlace = async (folder: string, target: string): Promise<void> => {
  try {
    await rename(folder, target); // takes the place of an empty folder, never of one that holds something
  } catch (error) {
    const code = systemCode(error);
    if (code === 'ENOTEMPTY' || code === 'EEXIST' || code === 'ENOTDIR')
      throw refusal('not_empty', `${target} was filled by someone else in the meantime; it is left as it is.`);
    if (code === 'EBUSY')
      throw refusal('not_empty', `${target} is in use (a mount point?). Choose a path that does not exist yet.`);
    throw error;
  }
};

/**
 * Writes a project and its first commit all or nothing: into a hidden folder beside `target`, which is then renamed.
 * Whatever fails, or an abort of `signal`, removes that folder; so does the next run for the same target if this
 * process is killed.
 * @throws `not_writable`, `not_empty`, a git error, or the abort reason.
 */
export const writeProject = async ({ target, files, message, signal }: WriteOptions): Promise<void> => {
  const id = `${process.pid}-${randomBytes(6).toString('hex')}`;
  const folder = join(dirname(target), `.${basename(target)}.tmp-${id}`);
  await removeLeftovers(target);
  await makeFolder(folder);
  try {
    await writeFiles(folder, files);
    await commitAll(message, { cwd: folder, signal });
    await moveIntoPlace(folder, target);
  } finally {
    await remove(folder);
  }
};
