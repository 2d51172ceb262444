import { readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { git, gitOrNull } from '../git.ts';
import { failure, systemCode } from '../project-error.ts';
import type { Place } from './undo-update.ts';

/** @throws `no_repository` where the project has no commit: what git cannot bring back is not written over. */
export const refuseWithoutCommit = async ({ project, signal }: Place): Promise<void> => {
  const head = await gitOrNull(['rev-parse', '--verify', '--quiet', 'HEAD'], { cwd: project, signal });
  if (head !== null) return;
  throw failure(
    'no_repository',
    `${project} is in no git repository with a commit. An update is written into what git can bring back.`,
    ['git init -b main', 'git add --all', 'git commit -m "chore: start"'],
  );
};

/** @throws `dirty` with the paths that are not committed. */
export const refuseDirty = async ({ project, signal }: Place): Promise<void> => {
  const status = await git(['status', '--porcelain', '-z', '--untracked-files=normal', '--', '.'], {
    cwd: project,
    signal,
  });
  const paths = status.split('\0').filter((line) => line !== '').map((line) => line.slice(3)); // prettier-ignore
  if (paths.length === 0) return;
  const named = paths.slice(0, 5).map((path) => `  ${path}\n`);
  const more = paths.length > 5 ? `  and ${paths.length - 5} more\n` : '';
  throw failure(
    'dirty',
    `The project has changes that are not committed:\n${named.join('')}${more}` +
      'Commit them (or `git stash --include-untracked`), so that an update can be told from them and taken back.',
    ['git add --all', 'git commit'],
  );
};

/** Paths of the migrations that the project has. */
export const listMigrations = async (project: string): Promise<string[]> => {
  try {
    const names = await readdir(join(project, 'supabase/migrations'));
    return names.filter((name) => name.endsWith('.sql')).map((name) => `supabase/migrations/${name}`);
  } catch (error) {
    if (systemCode(error) === 'ENOENT') return [];
    throw error;
  }
};
