import { readFile, rm, rmdir } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { git } from '../git.ts';
import { failure, systemCode } from '../project-error.ts';
import { hashOf, readProjectFile } from './project-file.ts';

/** A file that an update writes, with its SHA-256; null when it removes it. */
export type Entry = { path: string; hash: string | null };
export type Journal = { pid: number; entries: readonly Entry[] };
export type Place = { project: string; signal: AbortSignal };

/** Where a file is written before it is moved into place. */
export const temporaryPath = (path: string): string => `${path}.kit-tmp`;

/** Where an update that writes keeps its journal: in git's own folder, where it is neither seen by git nor committed. */
export const journalPath = async ({ project, signal }: Place): Promise<string> =>
  join((await git(['rev-parse', '--absolute-git-dir'], { cwd: project, signal })).trim(), 'kit-update.json');

const removeEmptyFolders = async (project: string, folder: string): Promise<void> => {
  if (folder === '.') return;
  try {
    await rmdir(join(project, folder));
  } catch {
    // It holds something, or is gone: both are fine.
    return;
  }
  await removeEmptyFolders(project, dirname(folder));
};

/** Removes a file, and the folders that are empty without it. */
export const removeFile = async (project: string, path: string): Promise<void> => {
  await rm(join(project, path), { force: true });
  await removeEmptyFolders(project, dirname(path));
};

/**
 * Puts back what the entries changed, and only that: a file that holds something else by now was edited since.
 * @throws `edited_since`, having put nothing tracked back.
 */
export const undoUpdate = async ({ project, signal }: Place, entries: readonly Entry[]): Promise<void> => {
  const options = { cwd: project, signal };
  const tracked = new Set((await git(['ls-tree', '-r', '-z', '--name-only', 'HEAD'], options)).split('\0'));
  const differing = new Set(
    (await git(['diff', '--name-only', '--relative', '-z', 'HEAD', '--', '.'], options)).split('\0'),
  );
  const back: string[] = [];
  const edited: string[] = [];
  for (const { path, hash } of entries) {
    await rm(join(project, temporaryPath(path)), { force: true });
    const found = await readProjectFile(project, path);
    const isOurs = found.kind === 'file' ? hashOf(found.file.bytes) === hash : found.kind === 'none' && hash === null;
    if (tracked.has(path)) {
      if (differing.has(path)) (isOurs ? back : edited).push(path);
    } else if (found.kind === 'none') await removeEmptyFolders(project, dirname(path));
    else if (isOurs) await removeFile(project, path);
    else edited.push(path);
  }
  if (edited.length > 0)
    throw failure(
      'edited_since',
      `An update was interrupted here, and these files were edited since, so it is not put back:\n${edited.map((it) => `  ${it}\n`).join('')}` +
        'Keep a copy of what you need, then take the tree back to the last commit.',
      ['git restore --staged --worktree .', 'git clean -fd'],
    );
  if (back.length > 0)
    await git(['--literal-pathspecs', 'restore', '--source=HEAD', '--staged', '--worktree', '--', ...back], options);
};

const isRunning = (pid: number): boolean => {
  try {
    process.kill(pid, 0); // asks, sends nothing
    return true;
  } catch (error) {
    return systemCode(error) === 'EPERM';
  }
};

const readJournal = async (path: string): Promise<Journal | null> => {
  try {
    return JSON.parse(await readFile(path, 'utf8'));
  } catch (error) {
    if (systemCode(error) === 'ENOENT') return null;
    throw failure('bad_journal', `${path} cannot be read, so what an interrupted update wrote is not known.`, [
      'git restore --staged --worktree .',
      'git clean -fd',
      `rm ${path}`,
    ]);
  }
};

/**
 * Puts back what an update that was killed while it wrote had written.
 * @returns whether there was any. @throws `busy` when it still runs; `edited_since`; `bad_journal`.
 */
export const recoverUpdate = async (place: Place): Promise<boolean> => {
  const path = await journalPath(place);
  const journal = await readJournal(path);
  if (journal === null) return false;
  if (journal.pid !== process.pid && isRunning(journal.pid))
    throw failure(
      'busy',
      `Another update is writing in this project (process ${journal.pid}). Wait until it has ended.`,
    );
  await undoUpdate(place, journal.entries);
  await rm(path);
  return true;
};
