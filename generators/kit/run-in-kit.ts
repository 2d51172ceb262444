import { existsSync } from 'node:fs';
import { mkdtemp, realpath, rm, symlink } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { commandFailure } from '../lib/command-error.ts';
import { fetchKit } from './fetch-kit.ts';
import { runProgram } from './run-program.ts';

type RunInKit = {
  /** A path, relative to `cwd`, or the URL of a git repository. */
  source: string;
  cwd: string;
  /** A tag or a commit; null for the newest release, or the default branch where there is none. */
  to: string | null;
  /** The root of the project, whose packages the kit's script may use. */
  project: string;
  /** A script of the kit, in its `generators/project`. */
  script: string;
  args: readonly string[];
  signal: AbortSignal;
};

const MINUTE = 60_000;

/**
 * Runs a script of the kit, at a version of it: what a project itself holds is how to fetch the kit. The script's output is ours.
 * @returns its exit code. @throws command failure where the kit cannot be fetched, or has no such script.
 */
export const runInKit = async ({ source, cwd, to, project, script, args, signal }: RunInKit): Promise<number> => {
  const folder = await realpath(await mkdtemp(join(tmpdir(), 'kit-update-')));
  try {
    const kit = join(folder, 'kit');
    await fetchKit({ source, cwd, to, target: kit, signal });
    const file = join(kit, 'generators/project', script);
    if (!existsSync(file))
      throw commandFailure(
        `The kit's version ${to ?? ''} that this project is from has no generators/project/${script} yet.`,
        'Bring the project to a newer kit first: `npm run kit:update -- <kit>`.',
      );
    // The clone has no packages of its own; those of the project are found in the folder above it.
    await symlink(join(project, 'node_modules'), join(folder, 'node_modules'));
    const { code } = await runProgram(process.execPath, [file, ...args], {
      cwd: project,
      signal,
      timeoutMs: 15 * MINUTE,
      output: 'show',
    });
    return code ?? 1;
  } finally {
    await rm(folder, { recursive: true, force: true, maxRetries: 5, retryDelay: 100 });
  }
};
