import { createHash } from 'node:crypto';
import { mkdir, readFile, rename, rm, rmdir, unlink, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { errorCode } from './error-text.ts';
import { safePath } from './safe-path.ts';

/** What an apply is about to do, written down before it touches the project, so that it can be undone after any death. */
export type Journal = {
  readonly files: readonly {
    /** Relative to the project. */
    readonly path: string;
    /** The original, relative to the staging folder; null for a file that was not there. */
    readonly kept: string | null;
    readonly oldHash: string | null;
    /** Null for a file that is taken away. */
    readonly newHash: string | null;
  }[];
  /** Folders that the apply makes, parents first, relative to the project. */
  readonly folders: readonly string[];
};

export const JOURNAL = 'journal.json';

/** SHA-256 of a text or of bytes, in hex. */
export const hashOf = (content: string | Buffer): string => createHash('sha256').update(content).digest('hex');

const hashOfFile = async (path: string): Promise<string | null> => {
  try {
    return hashOf(await readFile(path));
  } catch (error) {
    if (errorCode(error) === 'ENOENT') return null;
    throw error;
  }
};

/** Writes the journal so that it is there whole or not at all. */
export const writeJournal = async (staging: string, journal: Journal): Promise<void> => {
  await writeFile(join(staging, 'journal.tmp'), JSON.stringify(journal));
  await rename(join(staging, 'journal.tmp'), join(staging, JOURNAL));
};

/** Ends an apply: without its journal nothing of it is undone any more. */
export const dropStaging = async (staging: string): Promise<void> => {
  await rm(join(staging, JOURNAL), { force: true });
  await rm(staging, { recursive: true, force: true });
};

/**
 * Puts back what a journal says, whatever part of it was done; safe to repeat. A file that somebody changed since is left alone.
 * Returns the paths put back and the paths left alone, and removes the staging folder.
 */
export const undo = async (
  project: string,
  staging: string,
  journal: Journal,
): Promise<{ restored: string[]; left: string[] }> => {
  const restored: string[] = [];
  const left: string[] = [];
  for (const { path, kept, oldHash, newHash } of journal.files.toReversed()) {
    const target = await safePath(project, path);
    const current = await hashOfFile(target);
    if (current === oldHash) continue;
    if (current !== newHash) {
      left.push(path);
      continue;
    }
    if (kept === null) await unlink(target);
    else {
      // The folder may be gone with the last file in it.
      await mkdir(dirname(target), { recursive: true });
      await rename(join(staging, kept), target);
    }
    restored.push(path);
  }
  for (const folder of journal.folders.toReversed()) {
    // A folder that holds something by now, or was never made, stays as it is.
    await rmdir(join(project, folder)).catch(() => {});
  }
  await dropStaging(staging);
  return { restored, left };
};
