import { createHash } from 'node:crypto';
import { createPostgresConnection } from '@supabase/lite/postgres';
import postgres from 'postgres';
import { liteValues } from './lite-values.ts';

/** Stacks that start at once on one server make the same roles, which Postgres does not let two transactions do. */
const SETUP_LOCK = 54_321;

/** Lite hands over JSON as text, as PGlite takes it; the driver would write that text as one JSON string. */
const jsonText = (value: unknown): string => (typeof value === 'string' ? value : JSON.stringify(value));

async function withServer<T>(server: string, run: (sql: postgres.Sql) => Promise<T>): Promise<T> {
  const sql = postgres(server, { max: 1, connect_timeout: 10, onnotice: () => undefined });
  try {
    return await run(sql);
  } finally {
    await sql.end({ timeout: 5 });
  }
}

/** The URL of the database that belongs to `dataDir` on the server, made where it is missing. */
async function makeDatabase(server: string, dataDir: string): Promise<string> {
  const name = `stack_${createHash('sha256').update(dataDir).digest('hex').slice(0, 16)}`;
  await withServer(server, async (sql) => {
    const [found] = await sql`select from pg_database where datname = ${name}`;
    if (found === undefined) await sql.unsafe(`create database ${name}`);
  });
  const url = new URL(server);
  url.pathname = name;
  return url.href;
}

/**
 * A database of its own, for the data in `dataDir`, on the PostgreSQL server at `server`: a URL of somebody who may make
 * databases and roles. `onError` hears of what a migration is refused for.
 */
export async function openPostgres(server: string, dataDir: string, onError: (error: unknown) => void) {
  const url = await makeDatabase(server, dataDir);
  const { isoTimestamp, isoLocalTimestamp, safeInteger, unquote } = liteValues;
  const serialize = (value: unknown): string => String(value);
  const types = {
    timestamptz: { to: 1184, from: [1184], serialize, parse: isoTimestamp },
    timestamp: { to: 1114, from: [1114], serialize, parse: isoLocalTimestamp },
    bigint: { to: 20, from: [20], serialize, parse: safeInteger },
    json: { to: 114, from: [114], serialize: jsonText, parse: JSON.parse },
    jsonb: { to: 3802, from: [3802], serialize: jsonText, parse: JSON.parse },
  };
  const connection = createPostgresConnection({
    url,
    postgresOptions: { max: 4, connect_timeout: 10, onnotice: () => undefined, types },
  });
  const { driver } = connection;

  const reserve = driver.reserve.bind(driver);
  driver.reserve = async () => {
    const reserved = await reserve();
    const unsafe = reserved.unsafe.bind(reserved);
    const unquoted: typeof unsafe = (sql, params, options) =>
      unsafe(sql, params && (unquote(sql, params) as typeof params), options);
    return Object.assign(reserved, { unsafe: unquoted });
  };

  // Lite's own sends each statement over whichever connection of its pool is free, so that it is no transaction.
  connection.transaction = async (statements) => {
    await driver
      .begin(async (transaction) => {
        for (const statement of statements) await transaction.unsafe(statement);
      })
      .catch((error: unknown) => {
        onError(error);
        throw error;
      });
    await connection.clearSchemaCache();
  };

  return {
    connection,
    query: async (sql: string): Promise<unknown[]> => [...(await driver.unsafe(sql))],
    exec: async (sql: string): Promise<void> => void (await driver.unsafe(sql)),
    listen: () => Promise.resolve(`${url}?sslmode=disable`),
    alone: (work: () => Promise<void>) =>
      withServer(server, async (sql) => {
        await sql`select pg_advisory_lock(${SETUP_LOCK})`;
        await work();
      }),
  };
}
