import { existsSync } from 'node:fs';
import { cp, mkdir, rename, rm } from 'node:fs/promises';
import path from 'node:path';
import { z } from 'zod';
import { baseData } from './base-data.ts';
import { paths } from './paths.ts';
import { supabaseChild } from './supabase-child.ts';

const startedSchema = z.strictObject({
  url: z.string(),
  keys: z.strictObject({ publishable: z.string(), secret: z.string(), jwtSecret: z.string() }),
  applied: z.array(z.string()),
});

/** Copied aside and renamed: a start that is cut short leaves no half database. */
async function ensureData(dataDir: string): Promise<void> {
  const db = path.join(dataDir, 'db');
  if (existsSync(db)) return;
  const aside = `${db}.${process.pid}`;
  await mkdir(dataDir, { recursive: true });
  await cp(await baseData(), aside, { recursive: true });
  await rename(aside, db).catch(async (error: unknown) => {
    await rm(aside, { recursive: true, force: true });
    throw error;
  });
}

type Options = { dataDir: string; port: number; supabaseDir?: string };

/**
 * Supabase Lite with all migrations applied, on `port` or a free one when that is taken (0: any).
 * `applied` are the migration files that this start applied.
 * @throws when it does not answer within 60 s, or when a migration fails: with its file name and Postgres' message.
 */
export async function startSupabase({ dataDir, port, supabaseDir = paths.supabase }: Options) {
  await ensureData(dataDir);
  const child = await supabaseChild({ dataDir, supabaseDir });
  try {
    const started = startedSchema.parse(await child.ask('start', { supabaseDir, port }, 60_000));
    return {
      ...started,
      pid: child.pid,
      exited: child.exited,
      /** Applies new files of supabase/migrations; resolves to their names. */
      applyMigrations: async () => z.array(z.string()).parse(await child.ask('applyMigrations', null, 60_000)),
      /** Runs seed.sql, once in the life of the data; resolves to whether it did. */
      seed: async () => z.boolean().parse(await child.ask('seed', supabaseDir, 60_000)),
      /** Rows of one SQL statement, as the database's owner. */
      query: async (sql: string) =>
        z.array(z.record(z.string(), z.unknown())).parse(await child.ask('query', sql, 30_000)),
      /** Opens the database to Postgres clients; resolves to `127.0.0.1:port`. */
      listenPostgres: async () => z.string().parse(await child.ask('listenPostgres', null, 5000)),
      stop: child.stop,
    };
  } catch (error) {
    await child.stop();
    throw error;
  }
}
