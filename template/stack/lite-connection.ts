import type { ColumnInfo } from '@supabase/lite';
import { z } from 'zod';
import { openPglite } from './lite-pglite.ts';
import { openPostgres } from './lite-postgres.ts';

const rowsSchema = z.array(z.record(z.string(), z.unknown()));

const systemSchemas = new Set(['auth', 'storage', 'supabase_migrations', 'extensions', 'pg_catalog']);

function isExact({ schema, type, pg_type }: ColumnInfo): boolean {
  return !systemSchemas.has(schema) && /^(numeric|int8)/.test(pg_type ?? type);
}

/**
 * The database as Lite uses it: PGlite on the data in `dataDir`, or where `server` is given, a database for that data on
 * a PostgreSQL server. Differences between Lite and PostgREST are taken out at the edge:
 * - timestamps are written in PostgREST's form, and a bigint never breaks the answer;
 * - a string sent for a numeric or bigint column stays a string: Lite would pass it through a double and lose digits;
 *   a column type that Lite does not know is left alone;
 * - a quoted pattern of `ilike` inside of `or=(…)` loses its quotes, which Lite leaves on;
 * - a quote or backslash in a quoted text of a condition is itself (see quotedText);
 * - the last database error is kept, since Lite only says which query failed.
 *
 * `query` is one statement as the database's owner, `exec` several, all of them or none; `listen` resolves to a URL for
 * Postgres clients; `alone` is for work that no other stack on the same server may do meanwhile.
 */
export async function openLiteConnection(dataDir: string, server: string | null) {
  const errors = { last: '' };
  const onError = (error: unknown): void => {
    errors.last = error instanceof Error ? error.message : String(error);
  };
  const opened = await (server === null ? openPglite(dataDir, onError) : openPostgres(server, dataDir, onError));
  const { connection, query } = opened;

  const introspect = connection.introspect.bind(connection);
  connection.introspect = async (options) => {
    const found = await introspect(options);
    const columns = found.columns.map((column) =>
      isExact(column) ? { ...column, pg_type: 'exact', type: 'exact' } : column,
    );
    return { ...found, columns };
  };
  return {
    ...opened,
    query: async (sql: string) => rowsSchema.parse(await query(sql)),
    lastError: () => errors.last,
  };
}
