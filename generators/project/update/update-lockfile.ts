import type { KitFile } from '../kit-files.ts';
import { run } from '../run.ts';
import type { Change } from './plan-update.ts';
import { isSame, readProjectFile } from './project-file.ts';

type Files = ReadonlyMap<string, KitFile>;
type PlanLockfile = { project: string; base: Files; theirs: Files; changes: readonly Change[] };

/** What becomes of package-lock.json: `kit` takes the kit's, `regenerate` lets npm make it from the merged package.json. */
export type LockfilePlan = 'unchanged' | 'kit' | 'regenerate';

const path = 'package-lock.json';

/**
 * A lockfile is never merged: two halves of one fit together by chance only. The kit's own is taken where the project has
 * the kit's dependencies and nothing else, so that it gets the versions that the kit was tested with.
 */
export const planLockfile = async ({ project, base, theirs, changes }: PlanLockfile): Promise<LockfilePlan> => {
  const [old, next] = [base.get(path), theirs.get(path)];
  const packages = changes.find((change) => change.path === 'package.json');
  const found = await readProjectFile(project, path);
  if (found.kind !== 'file') return 'unchanged'; // deleted here, so it stays deleted
  const kitChanged = old !== undefined && next !== undefined && !isSame(old, next);
  if (!kitChanged && packages === undefined) return 'unchanged';
  const untouched = old !== undefined && Buffer.compare(found.file.bytes, old.bytes) === 0;
  const follows = packages === undefined || packages.kind === 'updated';
  return kitChanged && untouched && follows ? 'kit' : 'regenerate';
};

/** Lets npm bring package-lock.json up to date with package.json. @returns null, or what npm said when it failed. */
export const regenerateLockfile = async (project: string, signal: AbortSignal): Promise<string | null> => {
  const args = ['install', '--package-lock-only', '--ignore-scripts', '--no-audit', '--no-fund'];
  try {
    const ended = await run('npm', args, {
      cwd: project,
      env: process.env,
      signal,
      timeoutMs: 5 * 60_000,
      output: 'capture',
    });
    return ended.exitCode === 0 ? null : ended.stderr.trim().split('\n').slice(-8).join('\n') || 'npm failed';
  } catch (error) {
    // The update itself is done: this is for the reader to do again, whatever went wrong.
    return error instanceof Error ? error.message : 'npm could not be run';
  }
};
