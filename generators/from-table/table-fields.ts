import { isCommandError } from '../lib/command-error.ts';
import { parseField } from '../lib/field.ts';
import { resourceNames } from '../lib/names.ts';
import { columnOf } from '../resource/column.ts';
import type { Table, TableColumn } from './read-table.ts';
import type { Query } from './scratch-database.ts';

/** A table, and the column that says whom its rows belong to. */
type HeldTable = Table & { readonly holder: string };

/** What a column is read as, or why no field is like it, with the SQL that makes it like one (null: there is none). */
export type ReadColumn = { readonly field: string } | { readonly problem: string; readonly sql: string | null };

/** Columns that every table has, beside whom its rows belong to. */
const OWN = ['id', 'version', 'created_at', 'updated_at'];
const TEXTS = ['string', 'email', 'url', 'text'] as const;

const types: Readonly<Record<string, string>> = {
  integer: 'integer',
  bigint: 'bigint',
  numeric: 'decimal',
  boolean: 'boolean',
  date: 'date',
  'timestamp with time zone': 'datetime',
  uuid: 'uuid',
  jsonb: 'json',
};

/** The type of a field that a type of PostgreSQL can be turned into. */
const nearest = (type: string): string | null => {
  if (/^(?:character|character varying|name|citext)\b/.test(type)) return 'text';
  if (/^(?:real|double precision|numeric\(|money)/.test(type)) return 'numeric';
  if (type === 'smallint') return 'integer';
  if (type.startsWith('timestamp')) return 'timestamptz';
  return type === 'json' ? 'jsonb' : null;
};

const quoted = (name: string): string => `"${name.replaceAll('"', '""')}"`;

/** How PostgreSQL writes the CHECK of each type of text, by the column and then by the type. */
const textChecks = async (query: Query, columns: readonly TableColumn[]): Promise<Map<string, Map<string, string>>> => {
  const found = new Map(columns.map(({ name }) => [name, new Map<string, string>()]));
  if (columns.length === 0) return found;
  await query('create schema if not exists compared');
  for (const type of TEXTS) {
    const definitions = columns.map(({ name }) => {
      const { check } = columnOf(parseField(`name:${type}`));
      return `${quoted(name)} text check (${check?.(quoted(name)) ?? 'true'})`;
    });
    await query(`create table compared.${type} (${definitions.join(', ')})`);
    const rows = await query(`
      select a.attname::text as name, pg_get_constraintdef(k.oid) as definition from pg_constraint k
      join pg_attribute a on a.attrelid = k.conrelid and a.attnum = k.conkey[1]
      where k.conrelid = 'compared.${type}'::regclass and k.contype = 'c'`);
    for (const row of rows) found.get(String(row['name']))?.set(String(row['definition']), type);
  }
  return found;
};

/** The values that a CHECK lists, as PostgreSQL writes it: `CHECK ((status = ANY (ARRAY['a'::text, 'b'::text])))`. */
const listedValues = (definition: string): string[] => {
  const list = /^CHECK \(\("?\w+"? = (?:ANY \(ARRAY\[(.+)\]\)|('(?:[^']|'')*'::text))\)\)$/.exec(definition);
  return [...(list?.[1] ?? list?.[2] ?? '').matchAll(/'((?:[^']|'')*)'::text/g)].map(([, value = '']) => value);
};

const typeOfText = ({ name }: TableColumn, table: Table, checks: ReadonlyMap<string, string>): string => {
  const own = table.constraints.filter(({ kind, columns }) => kind === 'c' && columns.join() === name);
  const values = own.flatMap(({ definition }) => listedValues(definition));
  if (values.length > 0) return `enum(${values.join('|')})`;
  return own.flatMap(({ definition }) => checks.get(definition) ?? [])[0] ?? 'text';
};

const isIndexed = ({ name }: TableColumn, { indexes, holder }: HeldTable): boolean =>
  indexes.some(({ unique, columns }) => !unique && [`${holder},${name},id`, `${name},id`].includes(columns.join().replaceAll('"', ''))); // prettier-ignore

const isUnique = ({ name }: TableColumn, { indexes, constraints, holder }: HeldTable): boolean =>
  [...constraints.filter(({ kind }) => kind === 'u'), ...indexes.filter(({ unique }) => unique)].some(
    ({ columns }) => columns.join().replaceAll('"', '') === `${holder},${name}`,
  );

const referenceOf = ({ name }: TableColumn, { constraints, holder }: HeldTable): string | null =>
  constraints.find(({ kind, columns }) => kind === 'f' && columns.includes(name) && columns.every((one) => [name, holder].includes(one)))?.target ?? null; // prettier-ignore

const nameProblem = (column: string, field: string): string | null => {
  try {
    const read = parseField(field);
    return read.column === column ? null : `a field would be called ${read.column}`;
  } catch (error) {
    if (!isCommandError(error)) throw error;
    return error.problems.map((problem) => problem.replace(/^Field ".*?": /, '')).join('; ');
  }
};

const refused = (problem: string, sql: string | null = null): ReadColumn => ({ problem, sql });

const asField = (column: TableColumn, table: HeldTable, type: string): ReadColumn => {
  const isReference = type.startsWith('references');
  const modifiers = [
    ...(column.not_null ? [] : [':nullable']),
    ...(isUnique(column, table) ? [':unique'] : []),
    ...(isIndexed(column, table) && !isReference ? [':index'] : []),
  ];
  const field = `${isReference ? column.name.replace(/_id$/, '') : column.name}:${type}${modifiers.join('')}`;
  const problem = nameProblem(column.name, field);
  return problem === null ? { field } : refused(problem);
};

const readReference = (column: TableColumn, table: HeldTable, target: string): ReadColumn => {
  const [schema, name = ''] = target.split('.');
  if (schema !== 'app') return refused(`it refers to ${target}, and fields refer to tables of the schema app alone`);
  if (!column.name.endsWith('_id'))
    return refused(`a reference is called …_id`, `rename column ${quoted(column.name)} to ${quoted(`${column.name}_id`)}`); // prettier-ignore
  try {
    if (resourceNames(name).plural === name) return asField(column, table, `references(${name})`);
    return refused(`${target} is not named as a resource is, by a plural`);
  } catch (error) {
    if (!isCommandError(error)) throw error;
    return refused(`${target} is no resource: ${error.message}`);
  }
};

const readColumn = (column: TableColumn, table: HeldTable, checks: ReadonlyMap<string, string>): ReadColumn => {
  const { name, type, labels } = column;
  const option = { deleted_at: '--soft-delete', search_words: '--search' }[name];
  if (option !== undefined) return refused(`it is what ${option} makes; give that option as well`);
  if (column.generated) return refused('it is generated, and no field is');
  if (column.identity) return refused('it is an identity, and no field is');
  const target = referenceOf(column, table);
  if (target !== null && type === 'uuid') return readReference(column, table, target);
  if (labels.length > 0) {
    const list = labels.map((label) => `'${label.replaceAll("'", "''")}'`).join(', ');
    const sql = `alter column ${quoted(name)} drop default, alter column ${quoted(name)} type text using ${quoted(name)}::text, add check (${quoted(name)} in (${list}))`;
    return refused(`its type is ${type}, an enum of PostgreSQL; the field enum(${labels.join('|')}) is a text with a CHECK`, sql); // prettier-ignore
  }
  if (type === 'text') return asField(column, table, typeOfText(column, table, checks));
  const known = types[type];
  if (known !== undefined) return asField(column, table, known);
  const other = nearest(type);
  return refused(
    `its type is ${type}, which no field has`,
    other === null ? null : `alter column ${quoted(name)} type ${other} using ${quoted(name)}::${other}`,
  );
};

/** Reads each column of a table as a field, but for those that every resource or an option of it has. */
export const readColumns = async (
  query: Query,
  table: HeldTable,
  optionColumns: readonly string[],
): Promise<readonly { readonly column: string; readonly read: ReadColumn }[]> => {
  const columns = table.columns.filter(
    ({ name }) => ![...OWN, table.holder].includes(name) && !optionColumns.includes(name),
  );
  const checks = await textChecks(query, columns.filter(({ type }) => type === 'text')); // prettier-ignore
  return columns.map((column) => ({
    column: column.name,
    read: readColumn(column, table, checks.get(column.name) ?? new Map()),
  }));
};
