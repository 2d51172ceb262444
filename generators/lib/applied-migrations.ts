import { execFile } from 'node:child_process';
import { readFile, readdir, stat } from 'node:fs/promises';
import { join, posix } from 'node:path';
import { promisify } from 'node:util';
import { errorCode } from './error-text.ts';
import type { Layout } from './project-layout.ts';

/** Larger files of a database hold somebody's rows, not the list of its migrations; a segment of its log has 16 MiB. */
const MAX_BYTES = 16 * 1024 * 1024;

/** Whether a commit that led to what is checked out has the file. */
const isCommitted = async (cwd: string, path: string): Promise<boolean> => {
  // A hook's variables would point at the repository of whoever started it.
  const { GIT_DIR: _dir, GIT_WORK_TREE: _tree, GIT_INDEX_FILE: _index, ...env } = process.env;
  return promisify(execFile)('git', ['log', '-1', '--format=%h', '--', path], { cwd, env, timeout: 10_000 }).then(
    ({ stdout }) => stdout.trim() !== '',
    // No repository, no commit yet, or no git: nothing was committed.
    () => false,
  );
};

/**
 * Whether the database of `npm run dev` has heard of a migration: its list has the version as plain text, in a table file
 * or in the log that is written first. Opening the database would take seconds, and cannot be done while it runs.
 */
const isInDevData = async ({ project, app }: Layout, version: string): Promise<boolean> => {
  const data = join(project, app, '.stack/dev/db');
  const entries = await readdir(data, { recursive: true, withFileTypes: true }).catch((error: unknown) => {
    if (errorCode(error) === 'ENOENT') return [];
    throw error;
  });
  for (const entry of entries.filter((one) => one.isFile())) {
    const file = join(entry.parentPath, entry.name);
    const holdsIt = async (): Promise<boolean> =>
      (await stat(file)).size <= MAX_BYTES && (await readFile(file)).includes(version);
    // A database that runs may remove a file in this moment.
    if (await holdsIt().catch((error: unknown) => errorCode(error) !== 'ENOENT')) return true;
  }
  return false;
};

/** Why a migration may have been applied somewhere, as the end of a sentence; null where it was not. */
export const whyApplied = async (layout: Layout, path: string): Promise<string | null> => {
  const [version = ''] = posix.basename(path).split('_');
  if (await isInDevData(layout, version)) return '`npm run dev` has applied it';
  return (await isCommitted(layout.project, path)) ? 'it is committed, so it may have been applied elsewhere' : null;
};
