import { readFile } from 'node:fs/promises';

export type SqlFile = { readonly ok: true; readonly sql: string } | { readonly ok: false; readonly problem: string };

/** The code of what the file system or a decoder threw. */
export const errorCode = (error: unknown): string =>
  typeof error === 'object' && error !== null && 'code' in error ? String(error.code) : 'unknown';

/** The text of a file of SQL, or why it cannot be read: not there, not UTF-8, a byte order mark. */
export async function readSqlFile(path: string): Promise<SqlFile> {
  try {
    const bytes = await readFile(path);
    const sql = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(bytes);
    // Postgres takes the mark for the beginning of the first word.
    return sql.startsWith('\uFEFF') ? { ok: false, problem: 'it begins with a byte order mark' } : { ok: true, sql };
  } catch (error) {
    const code = errorCode(error);
    return {
      ok: false,
      problem: code === 'ERR_ENCODING_INVALID_ENCODED_DATA' ? 'it is not UTF-8' : `reading failed with ${code}`,
    };
  }
}
