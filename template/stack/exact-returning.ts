import { AsyncLocalStorage } from 'node:async_hooks';
import type { AnyAST, SelectEntry } from '@supabase/lite';
import type { PgliteConnection } from '@supabase/lite/pglite';

const writes = new Set(['insert', 'update', 'upsert', 'put', 'delete']);

/** The column's name when the entry is exactly `column::text`, else null. */
function castToText(entry: SelectEntry): string | null {
  if (typeof entry === 'string') return null;
  const [only, ...more] = Object.entries(entry);
  if (only === undefined || more.length > 0) return null;
  const [name, definition] = only;
  const { column, cast, ...rest } = { column: name, cast: null, ...definition };
  const plain = Object.values(rest).every((value) => value === undefined);
  return plain && column === name && cast === 'text' ? name : null;
}

/**
 * Lite answers a write that returns `total::text` by selecting the rows again, with the write's own filter: after
 * `update … set status = 'sent' where status = 'draft'` it finds none; and it returns an array where one object was
 * asked for. So the cast of a numeric or bigint column is taken off the query, and done on the row: Lite hands both over
 * without loss. `isExact` says whether a column is one of them. Every request must run `inRequest`.
 */
export function exactReturning(
  connection: PgliteConnection,
  isExact: (schema: string, table: string, column: string) => Promise<boolean>,
) {
  const requests = new AsyncLocalStorage<Set<string>>();
  const prepare = connection.onPostgrestAST.bind(connection);
  const deserialize = connection.deserializeRow.bind(connection);

  connection.onPostgrestAST = async (given) => {
    const ast: AnyAST = await prepare(given);
    const columns = requests.getStore();
    const { select, from } = ast;
    if (columns === undefined || !writes.has(ast.type ?? '') || select === undefined || from === undefined) return ast;
    const plain = select.map(async (entry) => {
      const column = castToText(entry);
      if (column === null || !(await isExact(ast.schema ?? 'public', from, column))) return entry;
      columns.add(column);
      return column;
    });
    return { ...ast, select: await Promise.all(plain) };
  };

  connection.deserializeRow = (row) => {
    const columns = requests.getStore();
    const given = deserialize(row);
    if (columns === undefined || columns.size === 0) return given;
    const text = (name: string, value: unknown) =>
      columns.has(name) && (typeof value === 'number' || typeof value === 'bigint') ? String(value) : value;
    return Object.fromEntries(Object.entries(given).map(([name, value]) => [name, text(name, value)]));
  };

  return { inRequest: <Result>(run: () => Result): Result => requests.run(new Set(), run) };
}
