import { link, lstat, mkdir, rename, rm, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { git } from '../git.ts';
import type { KitFile } from '../kit-files.ts';
import { failure, systemCode } from '../project-error.ts';
import { hashOf, readProjectFile } from './project-file.ts';
import { journalPath, removeFile, temporaryPath, undoUpdate, type Journal, type Place } from './undo-update.ts';

/** A file to write; null removes it. */
type Write = { path: string; file: KitFile | null };

/** The first part of a path that is no folder, though it would have to be; null when the path can be written. */
const blockedBy = async (project: string, path: string): Promise<string | null> => {
  const folder = dirname(path);
  if (folder === '.') return null;
  const above = await blockedBy(project, folder);
  if (above !== null) return above;
  try {
    // Not through a link either: it may lead out of the project.
    return (await lstat(join(project, folder))).isDirectory() ? null : folder;
  } catch (error) {
    if (systemCode(error) === 'ENOENT') return null;
    throw error;
  }
};

/**
 * Holds the writes against what stands in their way: a file where a folder must be, or one that git does not know and so
 * could not bring back.
 * @throws `in_the_way` with their paths.
 */
export const checkWritable = async ({ project, signal }: Place, writes: readonly Write[]): Promise<void> => {
  const tracked = new Set((await git(['ls-files', '-z'], { cwd: project, signal })).split('\0'));
  const found = await Promise.all(
    writes.map(async ({ path }) => {
      const blocked = await blockedBy(project, path);
      if (blocked !== null) return blocked;
      return tracked.has(path) || (await readProjectFile(project, path)).kind === 'none' ? null : path;
    }),
  );
  const paths = [...new Set(found.filter((path) => path !== null))];
  if (paths.length === 0) return;
  throw failure(
    'in_the_way',
    `These are in the way of files of the kit, and git could not bring them back:\n${paths.map((it) => `  ${it}\n`).join('')}` +
      'Move them away, or commit them, then run this again. Nothing was changed.',
  );
};

const writeOne = async (project: string, { path, file }: Write): Promise<void> => {
  if (file === null) return removeFile(project, path);
  const [target, temporary] = [join(project, path), join(project, temporaryPath(path))];
  await mkdir(dirname(target), { recursive: true });
  await writeFile(temporary, file.bytes, { mode: file.executable ? 0o777 : 0o666 }); // less the umask
  await rename(temporary, target);
};

const claim = async (path: string, journal: Journal): Promise<void> => {
  const whole = `${path}.${process.pid}`;
  await writeFile(whole, JSON.stringify(journal), { flush: true });
  try {
    await link(whole, path); // unlike a rename it fails when there is one
  } catch (error) {
    if (systemCode(error) !== 'EEXIST') throw error;
    throw failure(
      'busy',
      'Another update began to write in this project. Nothing was changed. Wait until it has ended.',
    );
  } finally {
    await rm(whole);
  }
};

/**
 * Writes all of an update or, when it fails or is aborted, none: a journal in git's folder says what is written, and what
 * is committed (the tree must be clean) is what is put back. After a kill the next run does that.
 * @throws `busy`; the abort reason or a system error, with everything put back.
 */
export const writeUpdate = async ({ project, signal }: Place, writes: readonly Write[]): Promise<void> => {
  const path = await journalPath({ project, signal });
  const entries = writes.map(({ path: at, file }) => ({ path: at, hash: file === null ? null : hashOf(file.bytes) }));
  await claim(path, { pid: process.pid, entries });
  try {
    for (const write of writes) {
      signal.throwIfAborted();
      await writeOne(project, write);
    }
  } catch (error) {
    // With time of its own: the signal that ended the writing would end this too.
    await undoUpdate({ project, signal: AbortSignal.timeout(60_000) }, entries);
    await rm(path);
    throw error;
  }
  await rm(path);
};
