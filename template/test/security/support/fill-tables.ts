import type { ExposedTable } from './exposed.ts';
import type { AttackedDatabase } from './start-attacked-database.ts';

/** What a CHECK on a text may want. */
const texts = ['a', 'a.b', 'A', 'a@example.com', 'https://example.com', '1'];

const literal = (type: string, isAccount: boolean, text: string, owner: string): string => {
  if (type === 'uuid') return isAccount ? `'${owner}'` : 'gen_random_uuid()';
  if (/^(text|character)/.test(type)) return `'${text}'`;
  if (/^json/.test(type)) return `'{}'`;
  if (type === 'boolean') return 'true';
  if (/\[\]$/.test(type)) return `'{}'`;
  return /^(timestamp|date|time)/.test(type) ? 'now()' : '1';
};

/**
 * Puts a row of this user into each table that has none, as the database's owner. Resolves to the tables that stay empty,
 * with what the database said: a foreign key or a CHECK that cannot be guessed.
 */
export async function fillTables(
  { query }: Pick<AttackedDatabase, 'query'>,
  tables: readonly ExposedTable[],
  owner: string,
) {
  const failed = new Map<string, string>();
  for (const { schema, name, columns, kind } of tables) {
    const table = `"${schema}"."${name}"`;
    if (kind === 'view' || (await query(`select from ${table} limit 1`)).length > 0) continue;
    const given = columns.filter(({ needed, account }) => needed || account);
    for (const text of texts) {
      const values = given.map(({ type, account }) => literal(type, account, text, owner));
      const into =
        given.length === 0
          ? 'default values'
          : `(${given.map((one) => `"${one.name}"`).join(', ')}) values (${values.join(', ')})`;
      const why = await query(`insert into ${table} ${into}`).then(
        () => null,
        (error: unknown) => (error instanceof Error ? error.message : String(error)),
      );
      if (why === null) {
        failed.delete(name);
        break;
      }
      failed.set(name, why);
    }
  }
  return failed;
}
