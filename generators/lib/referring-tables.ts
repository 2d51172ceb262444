import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { errorCode } from './error-text.ts';
import type { Layout } from './project-layout.ts';

const TABLE = /^ {6}(\w+): \{$/;

/** The tables whose foreign keys lead to one of some others, as the schema's types say; a table's own do not count. */
export const referringTables = async (
  { project, app }: Layout,
  tables: readonly string[],
): Promise<readonly string[]> => {
  const types = await readFile(join(project, app, 'src/types/database.types.ts'), 'utf8').catch((error: unknown) => {
    if (errorCode(error) === 'ENOENT') return '';
    throw error;
  });
  const found = new Set<string>();
  let table = '';
  for (const line of types.split('\n')) {
    table = TABLE.exec(line)?.[1] ?? table;
    const target = /^ +referencedRelation: '(\w+)';$/.exec(line)?.[1];
    if (target !== undefined && tables.includes(target) && !tables.includes(table)) found.add(table);
  }
  return [...found].sort();
};
