import { posix } from 'node:path';
import { commandFailure, usageError } from '../lib/command-error.ts';
import { nameHelp, type ResourceNames, resourceNames } from '../lib/names.ts';
import type { Layout } from '../lib/project-layout.ts';
import { parseResourceArguments } from '../lib/resource-arguments.ts';
import { holderOf, optionColumns } from '../lib/resource-options.ts';
import { didYouMean } from '../lib/words.ts';
import { readDatabaseTypes } from '../resource/database-types.ts';
import { resourcePlan } from '../resource/resource.generator.ts';
import { readTable } from './read-table.ts';
import { onScratchDatabase, type Query } from './scratch-database.ts';
import { tableDifferences } from './table-differences.ts';
import { readColumns } from './table-fields.ts';

const requireTable = async (query: Query, { plural, kebab }: ResourceNames): Promise<void> => {
  const rows = await query(`select tablename::text as name from pg_tables where schemaname = 'app' order by 1`);
  const tables = rows.map(({ name }) => String(name));
  if (tables.includes(plural)) return;
  throw commandFailure(
    `There is no table app.${plural} once all migrations are applied.${didYouMean(plural, tables)}`,
    `Tables that there are: ${tables.join(', ')}. To make a new one, give its fields: npm run generate -- resource ${kebab} name:string`,
  );
};

const refuse = (
  { plural }: ResourceNames,
  found: readonly { readonly what: string; readonly sql: string | null }[],
): never => {
  const list = found.map(({ what }) => `  ${what}`).join('\n');
  const sql = found.flatMap((one) => (one.sql === null ? [] : [`  ${one.sql.replaceAll('\n', '\n  ')}`])).join('\n');
  throw commandFailure(
    `app.${plural} is not as a table is that can be served, so nothing was written:\n${list}`,
    sql === ''
      ? 'Write the resource by hand, or keep these columns in a table of their own.'
      : `A migration makes it so (npm run generate -- migration serve_${plural}, then npm run db:types). Read what it does to the rows that are there, and say whom each belongs to:\n${sql}`,
  );
};

/** @throws usage error where more than a name and options is given. */
const readArguments = (args: readonly string[]) => {
  const [name = '', ...fields] = args.filter((arg) => !arg.startsWith('--'));
  const names = resourceNames(name);
  if (fields.length > 0)
    throw usageError(`--from-table takes no fields (${fields.join(' ').slice(0, 80)}): they are read from the table.`, nameHelp); // prettier-ignore
  const options = args.filter((arg) => arg.startsWith('--') && arg !== '--from-table');
  // A stand-in that every option goes with.
  return { names, options, parsed: parseResourceArguments([name, 'stand_in:string', ...options]).options };
};

/**
 * Writes out `resource order --from-table` with the fields that the table has, read from a database that all migrations of the
 * project together make. The table is held against the one that these fields would be generated with.
 * @throws command failure where there is no such table, or where it is not like that one: with each difference and its SQL.
 */
export const expandFromTable = async (args: readonly string[], layout: Layout): Promise<readonly string[]> => {
  const { names, options, parsed } = readArguments(args);
  const { plural, kebab } = names;
  const types = await readDatabaseTypes(layout);
  return onScratchDatabase(layout, async ({ query, migrate }) => {
    await requireTable(query, names);
    if (!types.content.includes(`\n      ${plural}: {\n`))
      throw commandFailure(`${types.path} does not have the table ${plural} yet.`, 'Write it anew with `npm run db:types`, and run the command again.'); // prettier-ignore
    const table = await readTable(query, plural);
    const columns = await readColumns(query, { ...table, holder: holderOf(parsed) }, optionColumns(parsed));
    const problems = columns.flatMap(
      ({ column, read }) =>
      'field' in read ? [] : [{ what: `${column}: ${read.problem}`, sql: read.sql === null ? null : `alter table app."${plural}" ${read.sql};` }], // prettier-ignore
    );
    if (problems.length > 0) refuse(names, problems);
    const written = [kebab, ...columns.flatMap(({ read }) => ('field' in read ? [read.field] : [])), ...options];
    const { fields, options: read } = parseResourceArguments(written);
    const plan = await resourcePlan({ names, fields, options: read, layout, now: new Date() });
    const migration = plan.find(({ path }) => posix.dirname(path) === layout.migrations)?.content ?? '';
    await migrate(`drop table app."${plural}" cascade;\n${migration}`);
    const wanted = await readTable(query, plural);
    const differences = tableDifferences(plural, table, wanted, fields.map(({ column }) => column)); // prettier-ignore
    if (differences.length > 0) refuse(names, differences);
    return [...written, '--from-table'];
  });
};
