import type { KitFile } from '../kit-files.ts';
import { run } from '../run.ts';
import type { Change } from './plan-update.ts';
import { isSame, readProjectFile } from './project-file.ts';

type Files = ReadonlyMap<string, KitFile>;
type PlanLockfile = { project: string; base: Files; theirs: Files; changes: readonly Change[] };

/** What becomes of package-lock.json: `kit` takes the kit's, `regenerate` lets npm make it from the merged package.json. */
export type LockfilePlan = 'unchanged' | 'kit' | 'regenerate';

const path = 'package-lock.json';
// What npm repeats of package.json in the lockfile: as long as these are the same, the two fit.
const repeated = ['dependencies', 'devDependencies', 'optionalDependencies', 'peerDependencies', 'engines', 'license'];

const wants = (packageJson: Uint8Array | undefined): string => {
  const value: Readonly<Record<string, unknown>> = JSON.parse(Buffer.from(packageJson ?? []).toString() || '{}');
  return JSON.stringify(repeated.map((key) => value[key] ?? null));
};

/**
 * A lockfile is never merged: two halves of one fit together by chance only. The kit's own is taken where the project wants
 * what the kit does and has not changed its lockfile, so that it gets the versions that the kit was tested with.
 */
export const planLockfile = async ({ project, base, theirs, changes }: PlanLockfile): Promise<LockfilePlan> => {
  const [old, next] = [base.get(path), theirs.get(path)];
  const [lock, packages] = await Promise.all([path, 'package.json'].map((it) => readProjectFile(project, it)));
  if (lock?.kind !== 'file' || packages?.kind !== 'file') return 'unchanged'; // deleted here, so it stays deleted
  const write = changes.find((change) => change.path === 'package.json')?.writes[0];
  const merged = write?.file?.bytes ?? packages.file.bytes;
  const kitChanged = old !== undefined && next !== undefined && !isSame(old, next);
  const untouched = old !== undefined && Buffer.compare(lock.file.bytes, old.bytes) === 0;
  if (kitChanged && untouched && wants(merged) === wants(theirs.get('package.json')?.bytes)) return 'kit';
  return wants(merged) === wants(packages.file.bytes) ? 'unchanged' : 'regenerate';
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
