import { execFile } from 'node:child_process';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { commandFailure } from './command-error.ts';

type Versions = {
  /** What both others are from. */
  readonly base: string;
  /** What is there. */
  readonly ours: string;
  /** What is to be. */
  readonly theirs: string;
};

/** `conflicts` are the lines of what is there, counted from 1, where both changed; there the content has theirs. */
type Merged = { readonly content: string; readonly conflicts: readonly number[] };

const NAMES = ['ours', 'base', 'theirs'] as const;
const OPEN = '<<<<<<< ours\n';
const MIDDLE = '=======\n';

const mergeFile = (cwd: string, options: readonly string[]): Promise<string> =>
  new Promise((resolve, reject) => {
    const labels = NAMES.flatMap((name) => ['-L', name]);
    const args = ['merge-file', '--quiet', '--stdout', ...options, ...labels, ...NAMES];
    // A hook's variables would point at the repository of whoever started it.
    const { GIT_DIR: _dir, GIT_WORK_TREE: _tree, GIT_INDEX_FILE: _index, ...env } = process.env;
    // The exit code is the number of conflicts; a negative one, which arrives as 128 or more, is an error.
    execFile('git', args, { cwd, env, timeout: 10_000, maxBuffer: 64 * 1024 * 1024 }, (error, stdout, stderr) => {
      if (error === null || (typeof error.code === 'number' && error.code < 128)) return resolve(stdout);
      const said = stderr.trim() || error.message;
      reject(
        commandFailure(`The texts could not be merged: ${said}`, 'Install git, and run the command again.', error),
      );
    });
  });

/** The line of `ours` that each conflict of a marked text begins at. */
const linesOf = (marked: string, ours: string): number[] =>
  marked
    .split(OPEN)
    .slice(1)
    .map((part) => {
      const start = ours.indexOf(part.slice(0, part.indexOf(MIDDLE)));
      return ours.slice(0, Math.max(start, 0)).split('\n').length;
    });

/** Merges what changed from `base` to `theirs` into `ours`, as git does. @throws command failure where git does not run. */
export const mergeText = async (versions: Versions): Promise<Merged> => {
  const { base, ours, theirs } = versions;
  if (ours === base) return { content: theirs, conflicts: [] };
  if (base === theirs) return { content: ours, conflicts: [] };
  const folder = await mkdtemp(join(tmpdir(), 'generate-merge-'));
  try {
    await Promise.all(NAMES.map((name) => writeFile(join(folder, name), versions[name])));
    const marked = await mergeFile(folder, []);
    const conflicts = linesOf(marked, ours);
    if (conflicts.length === 0) return { content: marked, conflicts };
    return { content: await mergeFile(folder, ['--theirs']), conflicts };
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
};
