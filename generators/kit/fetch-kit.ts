import { existsSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { commandFailure } from '../lib/command-error.ts';
import { errorCode } from '../lib/error-text.ts';
import { newestRelease } from './newest-release.ts';
import { runProgram } from './run-program.ts';

type FetchKit = {
  /** A path, relative to `cwd`, or the URL of a git repository. */
  source: string;
  cwd: string;
  /** A tag or a commit; null for the newest release, or the default branch where there is none. */
  to: string | null;
  /** Where the clone goes: a path that is free. */
  target: string;
  signal: AbortSignal;
};

const MINUTE = 60_000;

const git = async (
  args: readonly string[],
  cwd: string,
  signal: AbortSignal,
): Promise<{ ok: boolean; text: string }> => {
  try {
    const { code, stdout, stderr } = await runProgram('git', args, {
      cwd,
      signal,
      timeoutMs: 5 * MINUTE,
      output: 'capture',
    });
    return code === 0
      ? { ok: true, text: stdout.trim() }
      : { ok: false, text: stderr.trim().slice(-1500) || 'nothing: it was killed, as it is where the disk is full.' };
  } catch (error) {
    if (errorCode(error) !== 'ENOENT') throw error;
    throw commandFailure('git was not found on the PATH.', 'Install git 2.28 or newer, and run the command again.');
  }
};

/**
 * Clones the kit, and checks nothing out yet. What its owner has not committed, or not pushed, does not count: an update must be one
 * that can be had again.
 */
const clone = async ({ source, cwd, target, signal }: FetchKit): Promise<void> => {
  const path = resolve(cwd, source);
  // Line ends as the kit has them, whatever this machine's git is set to.
  const exact = ['-c', 'core.autocrlf=false', '-c', 'core.eol=lf'];
  const { ok, text } = await git(
    ['clone', '--quiet', '--no-checkout', ...exact, '--', existsSync(path) ? path : source, target],
    cwd,
    signal,
  );
  if (ok) return;
  throw commandFailure(
    `The kit could not be cloned from ${source}. git said:\n${text}`,
    'Check the path or URL, and that `git clone` of it works in this terminal.',
  );
};

/**
 * Clones the kit and checks out the version that is wanted.
 * @throws command failure where it cannot be cloned, has no such version, or is no kit that can update a project.
 */
export const fetchKit = async (options: FetchKit): Promise<void> => {
  const { source, to, target, signal } = options;
  await clone(options);
  const tags = await git(['tag', '--list', 'v*'], target, signal);
  const wanted = to ?? newestRelease(tags.text.split('\n')) ?? 'HEAD';
  const found = await git(['rev-parse', '--verify', '--quiet', `${wanted}^{commit}`], target, signal);
  if (!found.ok) {
    const newest = newestRelease(tags.text.split('\n'));
    throw commandFailure(
      `The kit at ${source} has no tag or commit ${JSON.stringify(wanted)}.`,
      newest === null
        ? 'It has no releases: leave --to out to take its default branch.'
        : `Its newest release is ${newest}.`,
    );
  }
  const out = await git(['checkout', '--quiet', '--detach', found.text], target, signal);
  if (!out.ok)
    throw commandFailure(
      `git could not check out ${wanted} of the kit. It said:\n${out.text}`,
      'Check the kit with `git fsck`.',
    );
  if (existsSync(join(target, 'generators/project/update.ts'))) return;
  throw commandFailure(
    `${source} at ${wanted} holds no generators/project/update.ts: it is no kit, or one from before updates.`,
    'Name the kit that this project was made from, and a version of it that can update.',
  );
};
