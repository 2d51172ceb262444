import { readFile, readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { commandFailure } from './command-error.ts';
import { errorCode } from './error-text.ts';
import { dropStaging, type Journal, JOURNAL, undo } from './journal.ts';

/** The staging folders that a killed generate left behind. */
export const leftovers = async (project: string): Promise<string[]> =>
  (await readdir(project, { withFileTypes: true }))
    .filter((entry) => entry.isDirectory() && /^\.generate-[A-Za-z0-9]{6}$/.test(entry.name))
    .map((entry) => join(project, entry.name));

/** Reads a journal; null when the killed generate had not begun to change anything. */
const readJournal = async (staging: string): Promise<Journal | null> => {
  // Loaded here, since a generate that has nothing to undo need not wait for it.
  const { z } = await import('zod');
  const journal = z.strictObject({
    files: z.array(
      z.strictObject({
        path: z.string(),
        kept: z.string().regex(/^old-\d+$/).nullable(),
        oldHash: z.string().nullable(),
        newHash: z.string().nullable(),
      }),
    ),
    folders: z.array(z.string().regex(/^(?!\/)(?!.*\.\.)/)),
  }); // prettier-ignore
  try {
    return journal.parse(JSON.parse(await readFile(join(staging, JOURNAL), 'utf8')));
  } catch (error) {
    if (errorCode(error) === 'ENOENT') return null;
    throw commandFailure(
      `An earlier generate was killed, and its journal ${join(staging, JOURNAL)} cannot be read.`,
      'Compare the old-* files beside it with the project (git status helps), then delete that folder.',
      error,
    );
  }
};

const told = ({ restored, left }: { restored: string[]; left: string[] }): string => {
  const undone = restored.length === 0 ? 'it had changed nothing' : `undone: ${restored.join(', ')}`;
  const kept = left.length === 0 ? '' : `; left alone, since changed by hand: ${left.join(', ')}`;
  return `An earlier generate was killed half-way; ${undone}${kept}.`;
};

/**
 * Undoes what killed generates left half-written, from their journals. The caller holds the lock.
 * Returns one sentence for each, to be shown.
 */
export const recover = async (project: string): Promise<string[]> => {
  const notes: string[] = [];
  for (const staging of await leftovers(project)) {
    const journal = await readJournal(staging);
    if (journal === null) await dropStaging(staging);
    else notes.push(told(await undo(project, staging, journal)));
  }
  return notes;
};
