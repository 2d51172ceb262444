import {
  access,
  chmod,
  copyFile,
  link,
  mkdir,
  mkdtemp,
  readFile,
  rename,
  rmdir,
  stat,
  unlink,
  writeFile,
} from 'node:fs/promises';
import { dirname, join, posix } from 'node:path';
import { type CommandError, commandFailure, isCommandError } from './command-error.ts';
import { errorCode, errorText } from './error-text.ts';
import { dropStaging, hashOf, type Journal, undo, writeJournal } from './journal.ts';
import type { Change } from './plan.ts';
import type { Layout } from './project-layout.ts';
import { safePath } from './safe-path.ts';

type Options = {
  readonly layout: Layout;
  readonly writes: readonly Change[];
  /** Aborted by SIGINT, SIGTERM or SIGHUP: everything is put back before the promise rejects. */
  readonly signal: AbortSignal;
  /** Told about each file as soon as it is in place. */
  readonly onPlaced?: (path: string) => Promise<void> | void;
  /** Looks at what is in place; when it throws, everything is put back and its error goes on. */
  readonly check?: () => Promise<void>;
};

const isThere = (path: string): Promise<boolean> => access(path).then(() => true, () => false); // prettier-ignore

/** The folders that have to be made for a path, parents first. */
const missingFolders = async (project: string, path: string): Promise<string[]> => {
  const folder = posix.dirname(path);
  if (folder === '.' || (await isThere(join(project, folder)))) return [];
  return [...(await missingFolders(project, folder)), folder];
};

/** Lays the new text and a copy of the old one into the staging folder. */
const stage = async (project: string, staging: string, { path, content, before }: Change, index: number) => {
  const newHash = content === null ? null : hashOf(content);
  if (content !== null) await writeFile(join(staging, `new-${index}`), content, { flag: 'wx' });
  if (before === null) return { path, kept: null, oldHash: null, newHash };
  const target = await safePath(project, path);
  const kept = `old-${index}`;
  await copyFile(target, join(staging, kept));
  if (content !== null) await chmod(join(staging, `new-${index}`), (await stat(target)).mode);
  const oldHash = hashOf(await readFile(join(staging, kept)));
  if (oldHash !== hashOf(before)) throw new Error(`${path} was changed by somebody else in this moment`);
  return { path, kept, oldHash, newHash };
};

/** Waits for every one to end before it fails with the first error: what still writes would be in the way of the undoing. */
const allOf = async <T>(steps: readonly Promise<T>[]): Promise<T[]> => {
  await Promise.allSettled(steps);
  return Promise.all(steps);
};

/** Puts one file into place in a single step of the file system. A new one never replaces what appeared meanwhile. */
const place = async (
  project: string,
  staging: string,
  { path, content, before }: Change,
  index: number,
): Promise<void> => {
  const target = await safePath(project, path);
  if (content === null) return unlink(target);
  await mkdir(dirname(target), { recursive: true });
  await (before === null ? link : rename)(join(staging, `new-${index}`), target);
};

/** Removes the folders that a deletion left empty, as git would; never the one of the migrations. */
const removeEmptied = async (layout: Layout, path: string): Promise<void> => {
  const folder = posix.dirname(path);
  if (folder === '.' || folder === layout.migrations) return;
  const isGone = await rmdir(join(layout.project, folder)).then(
    () => true,
    (error: unknown) => errorCode(error) === 'ENOENT',
  );
  if (isGone) await removeEmptied(layout, folder);
};

/** The error to show after everything was put back, or could not be. */
const failureOf = (
  error: unknown,
  signal: AbortSignal,
  undone: 'all' | { left: string[] } | { error: unknown; staging: string },
): CommandError => {
  if (undone === 'all' && !signal.aborted && isCommandError(error)) {
    return commandFailure(`${error.message}\n\nNothing was changed: all was put back.`, error.next, error);
  }
  const why = signal.aborted ? 'Interrupted' : `The files could not be written (${errorText(error)})`;
  if (undone === 'all')
    return commandFailure(`${why}: nothing was changed.`, 'Run the command again once the cause is gone.', error);
  if ('left' in undone) {
    return commandFailure(
      `${why}: all was put back but ${undone.left.join(', ')}, which changed meanwhile.`,
      'Look at these files.',
      error,
    );
  }
  return commandFailure(
    `${why}, and putting back failed too (${errorText(undone.error)}).`,
    `The originals are in ${undone.staging}; the next generate puts them back.`,
    error,
  );
};

/**
 * Writes a previewed plan, all of it or nothing: every text is staged in `.generate-<random>` in the project, then put into place
 * file by file. On any error or on abort everything is put back; after a SIGKILL the next generate does it, from the journal.
 * The caller holds the lock.
 * @throws command failure that says what became of the files.
 */
export const applyPlan = async ({ layout, writes, signal, onPlaced = () => {}, check }: Options): Promise<void> => {
  const { project } = layout;
  const changes = writes.filter(({ action }) => action !== 'unchanged');
  if (changes.length === 0) return;
  const staging = await mkdtemp(join(project, '.generate-')).catch((error: unknown) => {
    throw failureOf(error, signal, 'all');
  });
  let journal: Journal = { files: [], folders: [] };
  try {
    const files = await allOf(changes.map((change, index) => stage(project, staging, change, index)));
    const folders = await Promise.all(changes.map(({ path }) => missingFolders(project, path)));
    journal = { files, folders: [...new Set(folders.flat())].sort() };
    await writeJournal(staging, journal);
    for (const [index, change] of changes.entries()) {
      signal.throwIfAborted();
      await place(project, staging, change, index);
      await onPlaced(change.path);
    }
    for (const { path } of changes.filter(({ action }) => action === 'delete')) await removeEmptied(layout, path);
    signal.throwIfAborted();
    await check?.();
    signal.throwIfAborted();
  } catch (error) {
    const undone = await undo(project, staging, journal).then(
      ({ left }) => (left.length === 0 ? ('all' as const) : { left }),
      (failure: unknown) => ({ error: failure, staging }),
    );
    throw failureOf(error, signal, undone);
  }
  await dropStaging(staging);
};
