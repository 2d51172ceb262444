import { existsSync } from 'node:fs';
import { dirname, join, relative, sep } from 'node:path';
import { commandFailure } from './command-error.ts';

/** Where a generator writes. */
export type Layout = {
  /** Absolute: the folder that holds `supabase/`. Every planned path is relative to it. */
  readonly project: string;
  /** From `project` to the folder that holds `src/`: `.` in a client project, `template` in the kit. Join it with posix.join. */
  readonly app: string;
  /** From `project` to the migrations: `supabase/migrations`. */
  readonly migrations: string;
};

const MIGRATIONS = 'supabase/migrations';

/** The first answer on the way from a folder up to the root, or null. */
const upward = (from: string, look: (folder: string) => string | null): string | null => {
  const found = look(from);
  if (found !== null) return found;
  const parent = dirname(from);
  return parent === from ? null : upward(parent, look);
};

const appIn = (folder: string): string | null =>
  [folder, join(folder, 'template')].find((candidate) => existsSync(join(candidate, 'src/app.ts'))) ?? null;

/**
 * Finds the project around a folder, upward: `src/app.ts` (a client project) or `template/src/app.ts` (the kit), and from there
 * `supabase/migrations`.
 * @throws command failure where either is missing.
 */
export const findLayout = (from: string): Layout => {
  const app = upward(from, appIn);
  if (app === null) {
    throw commandFailure(
      `No project was found here: neither ${from} nor a folder above it has src/app.ts.`,
      'Change into a project that was made with `npm run new`, and run the command again.',
    );
  }
  const project = upward(app, (folder) => (existsSync(join(folder, MIGRATIONS)) ? folder : null));
  if (project === null) {
    throw commandFailure(
      `${app} has no folder ${MIGRATIONS}, and neither has a folder above it.`,
      `Make it with \`mkdir -p ${MIGRATIONS}\` in the project, and run the command again.`,
    );
  }
  return { project, app: relative(project, app).split(sep).join('/') || '.', migrations: MIGRATIONS };
};
