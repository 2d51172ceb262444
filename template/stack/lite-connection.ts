import { createPgliteConnection } from '@supabase/lite/pglite';
import { vector } from '@electric-sql/pglite/vector';

const systemSchemas = new Set(['auth', 'storage', 'supabase_migrations', 'extensions', 'pg_catalog']);

/** PostgREST writes `2026-11-22T19:13:06.081+00:00`, Postgres `2026-11-22 19:13:06.081+00`. Digits are kept as they are. */
function isoTimestamp(text: string): string {
  return text.replace(/^(\d{4,}-\d\d-\d\d) /, '$1T').replace(/([+-]\d\d)$/, '$1:00');
}

/** The same without a zone; the date's own last part is not an offset. */
function isoLocalTimestamp(text: string): string {
  return text.replace(/^(\d{4,}-\d\d-\d\d) /, '$1T');
}

/**
 * PGlite as Lite uses it, with three differences between Lite and PostgREST taken out at the edge:
 * - timestamps are written in PostgREST's form (1184 is timestamptz, 1114 timestamp);
 * - a string sent for a numeric or bigint column stays a string: Lite would pass it through a double and lose digits;
 *   a column type that Lite does not know is left alone;
 * - the last database error is kept, since Lite only says which query failed.
 */
export async function openLiteConnection(dataDir: string) {
  const parsers = { 1184: isoTimestamp, 1114: isoLocalTimestamp };
  const connection = await createPgliteConnection({ url: dataDir, pgliteOptions: { extensions: { vector }, parsers } });

  const introspect = connection.introspect.bind(connection);
  connection.introspect = async (options) => {
    const found = await introspect(options);
    const columns = found.columns.map((column) =>
      !systemSchemas.has(column.schema ?? '') && /^(numeric|int8)/.test(column.pg_type ?? column.type)
        ? { ...column, pg_type: 'exact', type: 'exact' }
        : column,
    );
    return { ...found, columns };
  };

  const errors = { last: '' };
  const exec = connection.driver.exec.bind(connection.driver);
  connection.driver.exec = async (...args) => {
    try {
      return await exec(...args);
    } catch (error) {
      errors.last = error instanceof Error ? error.message : String(error);
      throw error;
    }
  };
  return { connection, lastError: () => errors.last };
}
