import { git } from './git.ts';

/** A checkout of the repository; the first one is the main one. */
export type Worktree = { path: string; branch: string | null };

/** All checkouts of the repository around a folder. */
export async function worktrees(cwd: string): Promise<[Worktree, ...Worktree[]]> {
  const listed = await git(['worktree', 'list', '--porcelain'], cwd);
  const [main, ...others] = listed.split('\n\n').map((entry) => ({
    path: /^worktree (.*)$/m.exec(entry)?.[1] ?? '',
    branch: /^branch refs\/heads\/(.*)$/m.exec(entry)?.[1] ?? null,
  }));
  if (main === undefined) throw new Error('git knows no worktree here.');
  return [main, ...others];
}
