import { vector } from '@electric-sql/pglite/vector';
import { PGLiteSocketServer } from '@electric-sql/pglite-socket';
import { createPgliteConnection } from '@supabase/lite/pglite';
import { liteValues } from './lite-values.ts';

/** PGlite on the data in `dataDir`, in this process. `onError` hears of what the database refuses: Lite only says which query failed. */
export async function openPglite(dataDir: string, onError: (error: unknown) => void) {
  const { isoTimestamp, isoLocalTimestamp, safeInteger, unquote } = liteValues;
  const parsers = { 1184: isoTimestamp, 1114: isoLocalTimestamp, 20: safeInteger };
  const connection = await createPgliteConnection({ url: dataDir, pgliteOptions: { extensions: { vector }, parsers } });
  const { driver } = connection;

  const query = driver.query.bind(driver);
  driver.query = (sql, params, options) => query(sql, params && unquote(sql, params), options);

  const exec = driver.exec.bind(driver);
  driver.exec = (...args) =>
    exec(...args).catch((error: unknown) => {
      onError(error);
      throw error;
    });

  /** Opens it to Postgres clients on a free port; resolves to its URL. */
  async function listen(): Promise<string> {
    const server = new PGLiteSocketServer({ db: driver, host: '127.0.0.1', port: 0 });
    await server.start();
    return `postgresql://postgres:postgres@${server.getServerConn()}/postgres?sslmode=disable`;
  }

  return {
    connection,
    query: async (sql: string): Promise<unknown[]> => (await query(sql)).rows,
    exec: async (sql: string): Promise<void> => void (await exec(sql)),
    listen,
    alone: (work: () => Promise<void>) => work(),
  };
}
