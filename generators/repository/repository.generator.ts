import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { commandFailure } from '../lib/command-error.ts';
import type { PlannedFile } from '../lib/plan.ts';
import { requireExports } from '../pieces/require-exports.ts';
import { type PartRequest, resourcePart } from '../pieces/resource-part.ts';
import { readDatabaseTypes } from '../resource/database-types.ts';
import { tableColumns } from '../resource/table-columns.ts';

const OWN_COLUMNS = ['id', 'version', 'created_at', 'updated_at'];

const isOurs = async (migration: PlannedFile, { names, layout }: PartRequest): Promise<boolean> => {
  const folder = join(layout.project, layout.migrations);
  const there = (await readdir(folder)).findLast((file) => file.endsWith(`_create_${names.plural}.sql`));
  return there !== undefined && (await readFile(join(folder, there), 'utf8')) === migration.content;
};

const refuseOtherTable = ({ names, fields }: PartRequest, columns: readonly string[]): void => {
  const missing = [...fields.map(({ column }) => column), ...OWN_COLUMNS].filter((name) => !columns.includes(name));
  if (missing.length === 0) return;
  throw commandFailure(
    `The table ${names.plural} is there, and has no ${missing.join(', ')} (src/types/database.types.ts).`,
    'Give the fields that it has, or add the columns by a migration and run `npm run db:types`. Each table that is served has id, version, created_at and updated_at.',
  );
};

/**
 * Plans a repository; with it the migration and the types of its table, where there is no such table yet.
 * @throws command failure where its schema is missing, or where the table has other columns.
 */
export const repositoryPlan = async (request: PartRequest): Promise<readonly PlannedFile[]> => {
  const { names, layout } = request;
  await requireExports(layout, {
    by: `src/repositories/${names.kebab}.repository.ts`,
    file: `src/schemas/${names.kebab}.schema.ts`,
    names: [names.pascal, `${names.pascal}Input`, `${names.pascal}Query`],
    command: `npm run generate -- schema ${names.kebab} <the same fields>`,
  });
  const files = await resourcePart(request, () => true);
  const repository = files.filter(({ path }) => path.endsWith('.repository.ts'));
  const table = files.filter(({ path }) => path.endsWith('.sql') || path.endsWith('database.types.ts'));
  const columns = tableColumns((await readDatabaseTypes(layout)).content, names.plural);
  const migration = table.find(({ path }) => path.endsWith('.sql'));
  // The same command again finds the table that it made itself.
  if (columns === null || (migration !== undefined && (await isOurs(migration, request))))
    return [...table, ...repository];
  refuseOtherTable(request, columns);
  return repository;
};
