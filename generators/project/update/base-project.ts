import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import { git, gitOrNull } from '../git.ts';
import type { KitFile } from '../kit-files.ts';
import { failure, isTimeout } from '../project-error.ts';
import { run } from '../run.ts';
import { readProjectFile } from './project-file.ts';

type OldKit = { kitRoot: string; version: string; commit: string | null; signal: AbortSignal };

/**
 * The commit of the kit that a project is from: the recorded one, or the tag of its version where it came from a package.
 * @throws `version_gone` when the clone holds it no more.
 */
export const findBaseCommit = async ({ kitRoot, version, commit, signal }: OldKit): Promise<string> => {
  const wanted = commit ?? `refs/tags/v${version}`;
  const args = ['rev-parse', '--verify', '--quiet', `${wanted}^{commit}`];
  const found = await gitOrNull(args, { cwd: kitRoot, signal });
  if (found !== null) return found.trim();
  const what = commit === null ? `the tag v${version}` : `the commit ${commit.slice(0, 12)} (version ${version})`;
  throw failure(
    'version_gone',
    `This project was made from ${what} of the kit, which this kit does not hold, so there is nothing to compare with. ` +
      'Name the kit that the project was made from; where it is a clone, fetch all of its history first.',
    ['git fetch --tags --unshallow'],
  );
};

type BaseProject = {
  kitRoot: string;
  commit: string;
  name: string;
  examples: readonly string[];
  scratch: string;
  signal: AbortSignal;
};

/** Git of a project that is read once and removed: one file for all objects, neither pressed nor waited for until a disk has it. */
const thrownAway = {
  GIT_CONFIG_COUNT: '3',
  GIT_CONFIG_KEY_0: 'core.bigFileThreshold',
  GIT_CONFIG_VALUE_0: '1',
  GIT_CONFIG_KEY_1: 'core.fsync',
  GIT_CONFIG_VALUE_1: 'none',
  GIT_CONFIG_KEY_2: 'core.compression',
  GIT_CONFIG_VALUE_2: '0',
};

/** What the old kit's `new` said with `--json`, in words. */
const saidBy = (stdout: string, stderr: string): string => {
  try {
    const { message }: { message: string } = JSON.parse(stdout);
    return message;
  } catch {
    // It ended before it could answer.
    return stderr.trim().slice(-1500);
  }
};

/**
 * Composes the project as its old kit did, by that kit's own code in a process of its own.
 * @returns its files by path, without `.kit.json`.
 * @throws `old_kit_failed` with what it said.
 */
export const composeBase = async (options: BaseProject): Promise<Map<string, KitFile>> => {
  const { kitRoot, commit, name, examples, scratch, signal } = options;
  const kit = join(scratch, 'old-kit');
  const project = join(scratch, 'old', name);
  await git(['worktree', 'add', '--quiet', '--detach', kit, commit], { cwd: kitRoot, signal });
  await mkdir(join(scratch, 'old'));
  const laid = examples.length === 0 ? [] : ['--with', examples.join(',')];
  const args = [join(kit, 'generators/project/new.ts'), project, '--no-install', '--json', ...laid];
  // The hooks and signing of this machine's owner are not for a project that is thrown away.
  const env = { ...process.env, ...thrownAway, GIT_CONFIG_GLOBAL: '/dev/null', GIT_CONFIG_NOSYSTEM: '1' };
  try {
    const ended = await run(process.execPath, args, {
      cwd: scratch,
      env,
      signal,
      timeoutMs: 120_000,
      output: 'capture',
    });
    if (ended.exitCode !== 0)
      throw failure(
        'old_kit_failed',
        `The kit at ${commit.slice(0, 12)} could not compose this project. It said:\n${saidBy(ended.stdout, ended.stderr)}`,
      );
  } catch (error) {
    if (!isTimeout(error)) throw error;
    throw failure('old_kit_failed', `The kit at ${commit.slice(0, 12)} took more than two minutes and was stopped.`);
  }
  const tracked = await git(['ls-files', '-z'], { cwd: project, signal });
  const paths = tracked.split('\0').filter((path) => path !== '' && path !== '.kit.json');
  const read = await Promise.all(paths.map(async (path) => [path, await readProjectFile(project, path)] as const));
  return new Map(read.flatMap(([path, found]) => (found.kind === 'file' ? [[path, found.file] as const] : [])));
};
