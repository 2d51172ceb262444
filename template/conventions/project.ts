import { existsSync } from 'node:fs';
import { dirname, join } from 'node:path';

/** What the checks look at. In a project all three share one folder; in the kit the last two stand beside `template/`. */
export type Project = {
  /** The folder that has `src/`, `package.json` and `tsconfig.json`: absolute. */
  readonly root: string;
  /** The folder that has `PATTERNS.md`: the root, or the one above. */
  readonly top: string;
  /** The folder `supabase`, or null where there is none. */
  readonly supabase: string | null;
  /** The day of the check (UTC), for what ends on a day. */
  readonly today: Date;
};

const beside = (root: string, name: string): string | null =>
  [root, dirname(root)].map((folder) => join(folder, name)).find((path) => existsSync(path)) ?? null;

/** The project that stands at a folder. */
export function findProject(root: string, today: Date = new Date()): Project {
  const patterns = beside(root, 'PATTERNS.md');
  return { root, top: patterns === null ? root : dirname(patterns), supabase: beside(root, 'supabase'), today };
}
