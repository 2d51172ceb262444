import { databaseName, type ResourceNames } from '../lib/names.ts';
import type { resourceModel } from '../resource/resource-model.ts';
import type { NewField } from './field-arguments.ts';

type Model = ReturnType<typeof resourceModel>;

/** What the migration is called, without its time: `add_notes_to_invoices`. */
export const fieldMigrationName = ({ plural }: ResourceNames, added: readonly NewField[]): string =>
  databaseName('add', ...added.map(({ field }) => field.column), 'to', plural);

/** All that the template of the migration prints; `before` and `after` are the resource without and with what is added. */
export const fieldModel = (before: Model, after: Model, added: readonly NewField[]) => {
  const fills = new Map(added.map(({ field, fill }) => [field.column, fill]));
  const columns = after.columns.filter(({ column }) => fills.has(column));
  const isNew = ({ column }: { readonly column: string }): boolean => fills.has(column);
  return {
    names: after.names,
    holder: after.holder,
    human: columns.map(({ human }) => human).join(', '),
    columns: columns.map((column) => {
      const fill = fills.get(column.column) ?? null;
      const isFlag = column.type === 'boolean' && !column.nullable;
      const check = column.check === null ? '' : ` check (${column.check(column.quoted)})`;
      const own = isFlag ? ` default ${fill ?? 'false'}` : fill === null ? '' : ` default ${fill}`;
      return {
        quoted: column.quoted,
        definition: `${column.quoted} ${column.sql}${column.nullable ? '' : ' not null'}${own}${check}`,
        // What a new row has where it says nothing: a flag is false, and everything else has no default.
        settle: fill === null ? null : isFlag ? 'set default false' : 'drop default',
      };
    }),
    constraints: after.constraints.filter(isNew),
    uniques: after.softDelete ? after.uniques.filter(isNew) : [],
    references: after.references.filter(isNew),
    indexes: after.indexes.filter(isNew),
    quotedColumns: columns.map(({ quoted }) => quoted).join(', '),
    // The words that `q` searches are made of the columns, so these are made anew.
    search: after.search && before.searchText !== after.searchText ? { before: before.searchText, after: after.searchText } : null, // prettier-ignore
  };
};
