import type { ExposedTable } from './exposed.ts';
import type { AttackedDatabase } from './start-attacked-database.ts';

/** What a CHECK on a text may want. */
const texts = ['a', 'a.b', 'A', 'a@example.com', 'https://example.com', '1'];

type Column = ExposedTable['columns'][number];

const literal = ({ type, account, refers }: Column, text: string, owner: string): string => {
  if (account) return `'${owner}'`;
  if (refers !== null) return refers;
  if (type === 'uuid') return 'gen_random_uuid()';
  if (/^(text|character)/.test(type)) return `'${text}'`;
  if (/^json/.test(type)) return `'{}'`;
  if (type === 'boolean') return 'true';
  if (/\[\]$/.test(type)) return `'{}'`;
  return /^(timestamp|date|time)/.test(type) ? 'now()' : '1';
};

/**
 * Puts a row of this user into each table that has none, as the database's owner. Resolves to the tables that stay empty,
 * with what the database said: a CHECK that cannot be guessed.
 */
export async function fillTables(
  { query }: Pick<AttackedDatabase, 'query'>,
  tables: readonly ExposedTable[],
  owner: string,
): Promise<ReadonlyMap<string, string>> {
  const insert = async ({ schema, name, columns }: ExposedTable): Promise<string | null> => {
    const given = columns.filter(({ needed, account }) => needed || account);
    const said: string[] = [];
    for (const text of texts) {
      const values = given.map((column) => literal(column, text, owner)).join(', ');
      const into =
        given.length === 0
          ? 'default values'
          : `(${given.map((one) => `"${one.name}"`).join(', ')}) values (${values})`;
      try {
        await query(`insert into "${schema}"."${name}" ${into}`);
        return null;
      } catch (error) {
        said.push(error instanceof Error ? error.message : String(error));
      }
    }
    return said[0] ?? null;
  };
  const fill = async (waiting: readonly ExposedTable[]): Promise<ReadonlyMap<string, string>> => {
    const failed = new Map<string, string>();
    for (const table of waiting) {
      const isEmpty = (await query(`select from "${table.schema}"."${table.name}" limit 1`)).length === 0;
      const why = isEmpty ? await insert(table) : null;
      if (why !== null) failed.set(table.name, why);
    }
    // Some refer to a table that was filled after them.
    return failed.size === 0 || failed.size === waiting.length
      ? failed
      : fill(waiting.filter(({ name }) => failed.has(name)));
  };
  return fill(tables.filter(({ kind }) => kind === 'table'));
}
