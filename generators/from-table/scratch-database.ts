import { existsSync } from 'node:fs';
import { cp, readdir, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { commandFailure, isCommandError } from '../lib/command-error.ts';
import { errorText } from '../lib/error-text.ts';
import type { Layout } from '../lib/project-layout.ts';

/** Rows of one SQL statement, as the database's owner. */
export type Query = (sql: string) => Promise<readonly Record<string, unknown>[]>;

type Database = {
  readonly query: Query;
  /** Applies one more migration, which the project does not get. */
  readonly migrate: (sql: string) => Promise<void>;
};

type Supabase = { query: Query; applyMigrations: () => Promise<string[]>; stop: () => Promise<void> };
type Stack = {
  startSupabase: (options: { dataDir: string; port: number; supabaseDir: string }) => Promise<Supabase>;
  scratchDir: () => Promise<{ dir: string; remove: () => Promise<void> }>;
};

/** The stack belongs to the project, so it is found there at run time, as `src/` is. */
const stackOf = async ({ project, app }: Layout): Promise<Stack> => {
  const folder = join(project, app, 'stack');
  if (!existsSync(join(folder, 'start-supabase.ts')))
    throw commandFailure(
      'The project has no stack/start-supabase.ts, so there is no database to read the table from.',
      'Put the folder stack/ back, and run the command again.',
    );
  const load = (file: string) => import(pathToFileURL(join(folder, file)).href);
  const [supabase, scratch] = await Promise.all([load('start-supabase.ts'), load('scratch-dir.ts')]);
  return { ...supabase, ...scratch };
};

/**
 * Runs `work` on a new database on this machine that has all migrations of the project applied; it is gone afterwards.
 * @throws command failure where it does not start, or where a migration fails.
 */
export const onScratchDatabase = async <T>(layout: Layout, work: (database: Database) => Promise<T>): Promise<T> => {
  const { startSupabase, scratchDir } = await stackOf(layout);
  const { dir, remove } = await scratchDir();
  try {
    const supabaseDir = join(dir, 'given');
    await cp(join(layout.project, dirname(layout.migrations)), supabaseDir, { recursive: true });
    const supabase = await startSupabase({ dataDir: join(dir, 'data'), port: 0, supabaseDir }).catch(
      (error: unknown) => {
        throw commandFailure(
          `The migrations could not be applied to a database of this command: ${errorText(error)}`,
          'Look with `npm run doctor`, or mend the migration, and run the command again.',
          error,
        );
      },
    );
    const migrate = async (sql: string): Promise<void> => {
      const folder = join(supabaseDir, 'migrations');
      // Later than all that are there, and than the one before.
      const version = 99_990_101_000_000 + (await readdir(folder)).length;
      await writeFile(join(folder, `${version}_compared.sql`), sql);
      await supabase.applyMigrations();
    };
    return await work({ query: supabase.query, migrate }).finally(supabase.stop);
  } catch (error) {
    if (isCommandError(error)) throw error;
    throw commandFailure(
      `The table could not be read: ${errorText(error)}`,
      'Nothing was written. Look with `npm run doctor`, and run the command again.',
      error,
    );
  } finally {
    await remove();
  }
};
