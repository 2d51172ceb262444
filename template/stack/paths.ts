import { existsSync } from 'node:fs';
import path from 'node:path';

/** The folder that holds src/app.ts: the project's root, or template/ in the kit. */
const root = path.resolve(import.meta.dirname, '..');

/** Looks upward, as the Supabase CLI does: beside src/ in a project, one folder higher in the kit. */
function findSupabase(from: string): string {
  const candidate = path.join(from, 'supabase');
  if (existsSync(path.join(candidate, 'migrations'))) return candidate;
  const parent = path.dirname(from);
  if (parent === from) throw new Error(`There is no folder supabase/migrations in ${root} or above it.`);
  return findSupabase(parent);
}

const supabase = findSupabase(root);

/** Where things are, as absolute paths. `stack` is git-ignored; `dev` holds what `npm run dev` keeps between starts. */
export const paths = {
  root,
  supabase,
  migrations: path.join(supabase, 'migrations'),
  stack: path.join(root, '.stack'),
  dev: path.join(root, '.stack', 'dev'),
  compileCache: path.join(root, '.stack', 'compile-cache'),
  devLock: path.join(root, '.stack', 'dev.lock'),
};
