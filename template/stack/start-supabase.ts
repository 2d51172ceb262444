import { cpSync, existsSync } from 'node:fs';
import { rm, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { z } from 'zod';
import { baseData, findBaseData } from './base-data.ts';
import { paths } from './paths.ts';
import { supabaseChild } from './supabase-child.ts';

const startedSchema = z.strictObject({
  url: z.string(),
  keys: z.strictObject({ publishable: z.string(), secret: z.string(), jwtSecret: z.string() }),
  applied: z.array(z.string()),
  smtpUrl: z.string(),
});

/** There once the database is whole: a first start that was cut short begins anew. */
const markerOf = (dataDir: string) => path.join(dataDir, 'complete');

async function ensureData(dataDir: string, direct: boolean): Promise<void> {
  if (existsSync(markerOf(dataDir)) || (process.env['STACK_POSTGRES_URL'] ?? '') !== '') return;
  const db = path.join(dataDir, 'db');
  await rm(db, { recursive: true, force: true });
  const base = direct ? await findBaseData() : await baseData();
  // Without a base the process makes the database itself, which is quicker than to make one and copy it.
  // Ten times as fast as the asynchronous one for these thousand small files.
  if (base !== null) cpSync(base, db, { recursive: true });
}

type Options = {
  dataDir: string;
  port: number;
  /** Where config.toml and migrations/ are. */
  supabaseDir?: string;
  /** Whether to make new data in place when there is no base to copy, rather than a base first. */
  direct?: boolean;
};

/**
 * Supabase Lite with all migrations applied, on `port` or a free one when that is taken (0: any). The database is PGlite in
 * `dataDir`, or one for that folder on the PostgreSQL server that STACK_POSTGRES_URL names.
 * `applied` are the migration files that this start applied; `smtpUrl` takes mails, which are shown at /mail.
 * @throws when it does not answer within 60 s, or when a migration fails: with its file name and Postgres' message.
 */
export async function startSupabase({ dataDir, port, supabaseDir = paths.supabase, direct = false }: Options) {
  await ensureData(dataDir, direct);
  const child = await supabaseChild({ dataDir, supabaseDir });
  try {
    const started = startedSchema.parse(await child.ask('start', { supabaseDir, port }, 60_000));
    await writeFile(markerOf(dataDir), '');
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
      /** Opens the database to Postgres clients; resolves to its URL. */
      listenPostgres: async () => z.string().parse(await child.ask('listenPostgres', null, 5000)),
      stop: child.stop,
    };
  } catch (error) {
    await child.stop();
    throw error;
  }
}
