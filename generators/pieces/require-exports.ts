import { readFile } from 'node:fs/promises';
import { join, posix } from 'node:path';
import { commandFailure } from '../lib/command-error.ts';
import type { Layout } from '../lib/project-layout.ts';

type Needed = {
  /** Who needs it, for the message: `src/services/invoice.service.ts`. */
  readonly by: string;
  /** Below the folder that holds `src/`. */
  readonly file: string;
  readonly names: readonly string[];
  /** The command that writes the file. */
  readonly command: string;
};

/**
 * Refuses to write a piece whose imports would lead nowhere.
 * @throws command failure that says what is missing, and how to write it.
 */
export const requireExports = async (layout: Layout, { by, file, names, command }: Needed): Promise<void> => {
  const path = posix.join(layout.app, file);
  const text = await readFile(join(layout.project, path), 'utf8').catch((error: NodeJS.ErrnoException) => {
    if (error.code !== 'ENOENT') throw error;
    throw commandFailure(`${by} needs ${path}, which is not there.`, `Write it first: ${command}`);
  });
  const missing = names.filter(
    (name) => !new RegExp(`^export (?:const|type|function|async function) ${name}\\b`, 'm').test(text),
  );
  if (missing.length === 0) return;
  throw commandFailure(
    `${by} needs ${missing.join(', ')} of ${path}, which does not export ${missing.length === 1 ? 'it' : 'them'}.`,
    `Add what is missing. This is how it is written by the generator: ${command} --force --dry-run`,
  );
};
