import { randomUUID } from 'node:crypto';
import { readFile, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { failure } from '../project-error.ts';
import { run } from '../run.ts';

type MergeText = {
  /** The version that both are from; empty where each made the file anew. */
  base: Uint8Array;
  ours: Uint8Array;
  theirs: Uint8Array;
  labels: { base: string; theirs: string };
  /** A folder for what git reads. */
  scratch: string;
  signal: AbortSignal;
};

/** Merges three versions of a text as `git merge` does, with its marks around what both changed. @throws `git_failed`. */
export const mergeText = async (options: MergeText): Promise<{ bytes: Uint8Array; conflicts: number }> => {
  const { base, ours, theirs, labels, scratch, signal } = options;
  const id = randomUUID();
  const paths = ['ours', 'base', 'theirs'].map((name) => join(scratch, `${id}.${name}`));
  const [target = ''] = paths;
  try {
    await Promise.all([ours, base, theirs].map((bytes, index) => writeFile(paths[index] ?? '', bytes)));
    const named = ['your project', labels.base, labels.theirs].flatMap((label) => ['-L', label]);
    // The result goes to the file, not to stdout, which is read as UTF-8 and would change other bytes.
    const args = ['merge-file', '--quiet', ...named, ...paths];
    const ended = await run('git', args, {
      cwd: scratch,
      env: process.env,
      signal,
      timeoutMs: 60_000,
      output: 'capture',
    });
    if (ended.exitCode === null || ended.exitCode > 127)
      throw failure('git_failed', `git merge-file failed. It said:\n${ended.stderr.trim()}`);
    return { bytes: await readFile(target), conflicts: ended.exitCode };
  } finally {
    await Promise.all(paths.map((path) => rm(path, { force: true })));
  }
};
