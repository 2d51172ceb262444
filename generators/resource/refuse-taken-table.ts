import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { commandFailure } from '../lib/command-error.ts';
import { errorCode } from '../lib/error-text.ts';
import type { ResourceNames } from '../lib/names.ts';
import type { Layout } from '../lib/project-layout.ts';
import { tableColumns } from './table-columns.ts';

/**
 * A second migration that makes a table which is there could not be applied.
 * @throws command failure where the table is there, and no migration of a resource's name made it
 */
export const refuseTakenTable = async (layout: Layout, { kebab, plural }: ResourceNames): Promise<void> => {
  const file = join(layout.project, layout.app, 'src/types/database.types.ts');
  const types = await readFile(file, 'utf8').catch((error: unknown) => {
    // The plan itself says what is to be done then.
    if (errorCode(error) === 'ENOENT') return '';
    throw error;
  });
  if (tableColumns(types, plural) === null) return;
  const migrations = await readdir(join(layout.project, layout.migrations));
  if (migrations.some((file) => file.endsWith(`_create_${plural}.sql`))) return;
  throw commandFailure(
    `The table app.${plural} is there already, and this command did not make it.`,
    `To serve that table: npm run generate -- resource ${kebab} --from-table. For a table of its own choose another name.`,
  );
};
