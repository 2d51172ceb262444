import { createPgliteConnection } from '@supabase/lite/pglite';
import type { ColumnInfo } from '@supabase/lite';
import { vector } from '@electric-sql/pglite/vector';

const systemSchemas = new Set(['auth', 'storage', 'supabase_migrations', 'extensions', 'pg_catalog']);

/** PostgREST writes `2026-11-22T19:13:06.081+00:00`, Postgres `2026-11-22 19:13:06.081+00`. No digit is touched. */
function isoTimestamp(text: string): string {
  return isoLocalTimestamp(text).replace(/([+-]\d\d)$/, '$1:00');
}

function isoLocalTimestamp(text: string): string {
  return text.replace(/^(\d{4,}-\d\d-\d\d) /, '$1T');
}

/** A number where it is exact, else the digits: Lite's BigInt cannot be written as JSON. */
function safeInteger(text: string): number | string {
  return Number.isSafeInteger(Number(text)) ? Number(text) : text;
}

function isExact({ schema, type, pg_type }: ColumnInfo): boolean {
  return !systemSchemas.has(schema) && /^(numeric|int8)/.test(pg_type ?? type);
}

/** The patterns of LIKE and ILIKE without the quotes that PostgREST takes off inside of `or=(…)`. */
function unquotePatterns(sql: string, params: unknown[]): unknown[] {
  const patterns = new Set([...sql.matchAll(/ i?like \$(\d+)/g)].map(([, number]) => Number(number) - 1));
  return params.map((value, index) =>
    patterns.has(index) && typeof value === 'string' && /^".*"$/s.test(value)
      ? value.slice(1, -1).replace(/\\(["\\])/g, '$1')
      : value,
  );
}

/**
 * PGlite as Lite uses it, with differences between Lite and PostgREST taken out at the edge:
 * - timestamps are written in PostgREST's form (1184 is timestamptz, 1114 timestamp), and a bigint (20) never breaks the answer;
 * - a string sent for a numeric or bigint column stays a string: Lite would pass it through a double and lose digits;
 *   a column type that Lite does not know is left alone;
 * - a quoted pattern of `ilike` inside of `or=(…)` loses its quotes, which Lite leaves on;
 * - the last database error is kept, since Lite only says which query failed.
 */
export async function openLiteConnection(dataDir: string) {
  const parsers = { 1184: isoTimestamp, 1114: isoLocalTimestamp, 20: safeInteger };
  const connection = await createPgliteConnection({ url: dataDir, pgliteOptions: { extensions: { vector }, parsers } });

  const introspect = connection.introspect.bind(connection);
  connection.introspect = async (options) => {
    const found = await introspect(options);
    const columns = found.columns.map((column) =>
      isExact(column) ? { ...column, pg_type: 'exact', type: 'exact' } : column,
    );
    return { ...found, columns };
  };

  const query = connection.driver.query.bind(connection.driver);
  connection.driver.query = (sql, params, options) => query(sql, params && unquotePatterns(sql, params), options);

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
