import type { Field } from '../lib/field.ts';
import { inSchemaOrder } from '../lib/in-schema-order.ts';
import { holderOf, noOptions, resourcePath, type ResourceOptions } from '../lib/resource-options.ts';
import { databaseName, type ResourceNames } from '../lib/names.ts';
import { pascalCase } from '../lib/words.ts';
import { columnOf, type Column } from './column.ts';

const list = (values: readonly string[]): string => values.map((value) => `'${value}'`).join(', ');

const namesOf = (columns: readonly Column[]): string => list(columns.map(({ column }) => column));

/** Where the rows are served that a field refers to: those of an organisation refer to others of the same one. */
const referencePath = ({ references }: Column, { tenant, parent }: ResourceOptions): string | null =>
  references === null ? null : resourcePath(references, { ...noOptions, parent: tenant ? parent : null });

const sampleExpression = (column: Column, isSelf: boolean, path: string | null): string => {
  if (column.references === null) return column.sample;
  // A parent is made by the API as well, so that a child is only ever given what its owner can see.
  return isSelf ? 'null' : `await user.create('${path}', await ${column.references.stem}Sample(user, freshNumber()))`;
};

/** The columns of a table's types, in the order that `npm run db:types` writes them. */
const rowColumns = (columns: readonly Column[], { parent, search, softDelete, tenant }: ResourceOptions) => {
  const own = [
    { name: 'id', row: 'string', write: 'string', hasDefault: true },
    tenant
      ? { name: 'created_by', row: 'string | null', write: 'string | null', hasDefault: true }
      : { name: 'owner_id', row: 'string', write: 'string', hasDefault: true },
    ...(parent === null ? [] : [{ name: `${parent.singular}_id`, row: 'string', write: 'string', hasDefault: false }]),
    { name: 'version', row: 'number', write: 'number', hasDefault: true },
    { name: 'created_at', row: 'string', write: 'string', hasDefault: true },
    { name: 'updated_at', row: 'string', write: 'string', hasDefault: true },
    ...(search ? [{ name: 'search_words', row: 'unknown', write: 'never', hasDefault: true }] : []),
    ...(softDelete ? [{ name: 'deleted_at', row: 'string | null', write: 'string | null', hasDefault: true }] : []),
  ];
  const given = columns.map(({ column, rowType, writeType, required }) => ({
    name: column,
    row: rowType,
    write: writeType,
    hasDefault: !required,
  }));
  return [...own, ...given].sort((a, b) => inSchemaOrder(a.name, b.name));
};

/** What the table refers to, in the order that `npm run db:types` writes it: by the names of the keys. */
const relationshipsOf = (names: ResourceNames, references: readonly Column[], options: ResourceOptions) => {
  const { parent, tenant } = options;
  const holder = holderOf(options);
  const above = parent === null ? [] : [{ column: `${parent.singular}_id`, table: parent.plural, isHolder: tenant }];
  const beside = references.map(({ column, references: target }) => ({
    column,
    table: target?.plural,
    isHolder: false,
  }));
  return [...above, ...beside]
    .map((one) => ({
      ...one,
      columns: list(one.isHolder ? [one.column] : [one.column, holder]),
      targets: list(one.isHolder ? ['id'] : ['id', holder]),
      foreignKey: databaseName(names.plural, one.column, 'fkey'),
    }))
    .sort((a, b) => inSchemaOrder(a.foreignKey, b.foreignKey));
};

/** Whoever reads their own rows alone asks for them by owner; a reference is looked up with the owner, as its key has it. */
const indexColumns = ({ references, quoted }: Column, options: ResourceOptions): string => {
  if (references !== null) return `${quoted}, ${holderOf(options)}`;
  return options.publicRead ? `${quoted}, id` : `${holderOf(options)}, ${quoted}, id`;
};

/** How a resource stands below another; empty texts where it stands alone. */
const nesting = (names: ResourceNames, { parent }: ResourceOptions) => {
  const alone = `/${names.kebabPlural}`;
  if (parent === null)
    return {
      parent,
      base: alone,
      location: alone,
      rowParams: 'idParams',
      scope: '',
      scopeArg: '',
      scopeParam: '',
      where: '',
    };
  const column = `${parent.singular}_id`;
  const id = `${parent.stem}Id`;
  const above = `/${parent.kebabPlural}`;
  return {
    parent: { names: parent, column, id, path: `/v1${above}`, foreignKey: databaseName(names.plural, column, 'fkey') },
    base: `${above}/:${column}${alone}`,
    location: `${above}/\${params.${column}}${alone}`,
    rowParams: `${names.stem}Params`,
    scope: `${id}: string, `,
    scopeArg: `${id}, `,
    scopeParam: `params.${column}, `,
    where: `.eq('${column}', ${id})`,
  };
};

/** All that the templates print of a resource. */
export const resourceModel = (names: ResourceNames, fields: readonly Field[], options: ResourceOptions) => {
  const columns = fields.map((field) => {
    const column = columnOf(field);
    const isSelf = field.references?.plural === names.plural;
    const path = referencePath(column, options);
    return {
      ...column,
      isSelf,
      referencePath: path,
      sampleExpression: sampleExpression(column, isSelf, path),
      indexColumns: indexColumns(column, options),
      foreignKey: databaseName(names.plural, field.column, 'fkey'),
    };
  });
  const { publicRead, softDelete } = options;
  const filtered = columns.filter(({ filter }) => filter !== null);
  const byOwner = { column: 'owner_id', filter: 'z.uuid().nullable().default(null)' };
  const filters = [...(publicRead ? [byOwner] : []), ...filtered];
  // PostgreSQL takes a URL apart into words in a text, and in another way in a question: full text does not find it as it is.
  const searched = columns.filter(({ searchable, type }) => searchable && !(options.search && type === 'url'));
  const sorted = [
    'created_at',
    'updated_at',
    ...columns.filter(({ sortable }) => sortable).map(({ column }) => column),
  ];
  const references = columns.filter((column) => column.references !== null);
  const parents = references.filter(({ isSelf }) => !isSelf).map((column) => column.references);
  const uniques = columns.filter(({ unique }) => unique);
  const embedded = columns.filter(({ type }) => type === 'string' || type === 'text');
  return {
    names,
    holder: holderOf(options),
    // What is put aside can be taken back, so any member may do that.
    canOnlyAdminsDelete: options.tenant && !softDelete,
    vectors: {
      table: `${names.singular}_vectors`,
      foreignKey: databaseName(`${names.singular}_vectors`, 'row_id', 'fkey'),
      search: `search_${names.plural}`,
      missing: `${names.plural}_to_embed`,
      pascal: pascalCase(names.plural.split('_')),
      embedded,
      columns: embedded.map(({ column }) => column).join(', '),
      columnNames: namesOf(embedded),
    },
    // Told by more than one set of tests.
    described: options.tenant || options.embeddings,
    filePolicy: databaseName(names.plural, 'file', 'select'),
    ...options,
    ...nesting(names, options),
    article: /^[aeiou]/.test(names.human) ? 'an' : 'a',
    columns,
    uniques,
    // A constraint would hold the values of deleted rows as well: their uniqueness is an index on the others.
    constraints: softDelete ? [] : uniques,
    references,
    relationships: relationshipsOf(names, references, options),
    indexes: columns.filter(({ index, unique }) => index && (publicRead || !unique)),
    filters,
    searchable: searched.length > 0,
    searchesByPattern: searched.length > 0 && !options.search,
    searchText: searched.map(({ quoted }) => `coalesce(${quoted}, '')`).join(` || ' ' || `),
    usesFilter: searched.length > 0 || filters.some(({ filter }) => filter?.startsWith('filter.')),
    searchColumns: namesOf(searched),
    sorts: list(sorted.flatMap((name) => [name, `-${name}`])),
    sortNames: list(sorted),
    selects: [
      'id',
      ...(options.parent === null ? [] : [`${options.parent.singular}_id`]),
      ...columns.map(({ select }) => select),
      ...(publicRead ? ['owner_id'] : []),
      'version',
      'created_at',
      'updated_at',
    ].join(', '),
    quotedColumns: columns.map(({ quoted }) => quoted).join(', '),
    required: namesOf(columns.filter(({ required }) => required)),
    nullables: namesOf(columns.filter(({ nullable }) => nullable)),
    uniqueNames: namesOf(uniques),
    filterNames: namesOf(filtered),
    parents: [...new Map(parents.map((parent) => [parent?.stem, parent])).values()],
    needsUser: parents.length > 0,
    rowColumns: rowColumns(columns, options),
  };
};
