import type { Field } from '../lib/field.ts';

/** How one type of field looks in each of the places that it is written to. */
type ColumnKind = {
  /** The column's type in SQL. */
  readonly sql: string;
  /** The CHECK that holds what the schema promises, for the quoted column name; null where the type says it all. */
  readonly check: ((column: string) => string) | null;
  /** The type in `database.types.ts`, for rows and for what is written. */
  readonly row: string;
  readonly write: string;
  /** Selected as text, since a JSON number would lose digits. */
  readonly exact: boolean;
  /** Zod, as it is written in the schema file: of the body, of the reply, of the list's filter (null: no filter). */
  readonly input: string;
  readonly output: string;
  readonly filter: string | null;
  readonly sortable: boolean;
  readonly searchable: boolean;
  /** TypeScript of a sample value; `n` is a number from 0, and another `n` gives another value. */
  readonly sample: string;
  /** TypeScript of values that the API must refuse with 400. */
  readonly refused: string;
  /** TypeScript of values that must come back exactly as they were written. */
  readonly exactly: string;
  /** TypeScript of values that the database itself must refuse, from a caller that goes past the API. */
  readonly refusedByDatabase: string;
};

const plain = {
  check: null,
  row: 'string',
  write: 'string',
  exact: false,
  output: 'z.string()',
  filter: 'filter.text()',
  sortable: true,
  searchable: false,
  exactly: '[]',
  refusedByDatabase: '[]',
} as const;

const date = `new Date(Date.UTC(2026, 0, 1 + n))`;

const kinds: Readonly<Record<Exclude<Field['type'], 'enum' | 'references'>, Omit<ColumnKind, 'input'>>> = {
  string: {
    ...plain,
    sql: 'text',
    // Blanks at the ends as ASCII knows them ("C"): what else is white space differs from one database to the next.
    check: (column) => `char_length(${column}) between 1 and 255 and ${column} collate "C" !~ '^\\s|\\s$'`,
    searchable: true,
    sample: '`Sample ${n}`',
    refused: "[5, '', ' ', 'x'.repeat(256)]",
    exactly: "['x'.repeat(255), 'a, b) or (c\"\\\\%_*', '007']",
    refusedByDatabase: "['', ' ', ' padded', 'padded\\n', 'x'.repeat(256)]",
  },
  text: {
    ...plain,
    sql: 'text',
    check: (column) => `char_length(${column}) <= 10000`,
    filter: null,
    sortable: false,
    searchable: true,
    sample: '`Text ${n}`',
    refused: "[5, 'x'.repeat(10_001)]",
    exactly: "['', 'x'.repeat(10_000), 'one\\n\\ttwo']",
    refusedByDatabase: "['x'.repeat(10_001)]",
  },
  integer: {
    ...plain,
    sql: 'integer',
    row: 'number',
    write: 'number',
    output: 'z.int()',
    filter: 'filter.integer()',
    sample: 'n',
    refused: "['5', 1.5, 2_147_483_648]",
    exactly: '[0, 2_147_483_647, -2_147_483_648]',
    refusedByDatabase: '[2_147_483_648]',
  },
  bigint: {
    ...plain,
    sql: 'bigint',
    row: 'number',
    exact: true,
    sample: 'String(n)',
    refused: "[5, '1.5', '007', '9223372036854775808', '-9223372036854775809', '9'.repeat(400)]",
    exactly: "['0', '9007199254740993', '9223372036854775807', '-9223372036854775808']",
    refusedByDatabase: "['9223372036854775808']",
  },
  decimal: {
    ...plain,
    sql: 'numeric',
    // Comparison puts NaN above every number, so this refuses it, and the infinities too.
    check: (column) => `abs(${column}) < 1e20 and scale(${column}) <= 10`,
    row: 'number',
    exact: true,
    sample: '`${n}.50`',
    refused: "[5.5, 'NaN', 'Infinity', '1e3', '1.', '.5', '01', '1.12345678901', '1'.repeat(21)]",
    exactly:
      "['0', '12.50', '-0.0000000001', '12345678901234.5678', '99999999999999999999.9999999999', '-99999999999999999999.9999999999']",
    refusedByDatabase: "['NaN', 'Infinity', '100000000000000000000', '0.00000000001']",
  },
  boolean: {
    ...plain,
    sql: 'boolean',
    row: 'boolean',
    write: 'boolean',
    output: 'z.boolean()',
    filter: 'filter.boolean()',
    sortable: false,
    sample: 'n % 2 === 0',
    refused: "['true', 1]",
    exactly: '[true, false]',
  },
  date: {
    ...plain,
    sql: 'date',
    check: (column) => `isfinite(${column})`,
    sample: `${date}.toISOString().slice(0, 10)`,
    refused: "['tomorrow', '2026-02-30', '2026-1-1', 5]",
    exactly: "['2024-02-29', '0001-01-01', '9999-12-31']",
    refusedByDatabase: "['infinity']",
  },
  datetime: {
    ...plain,
    sql: 'timestamptz',
    check: (column) => `isfinite(${column})`,
    filter: null,
    sample: `${date}.toISOString().replace('.000Z', '+00:00')`,
    refused: "['tomorrow', '2026-01-01', '2026-01-01T00:00:00', 5]",
    refusedByDatabase: "['infinity']",
  },
  uuid: {
    ...plain,
    sql: 'uuid',
    sortable: false,
    sample: "`00000000-0000-4000-8000-${String(n).padStart(12, '0')}`",
    refused: "['123', 5]",
    exactly: "['00000000-0000-4000-8000-0000000000ff']",
    refusedByDatabase: "['123']",
  },
  json: {
    ...plain,
    sql: 'jsonb',
    row: 'Json',
    write: 'Json',
    output: 'field.json()',
    filter: null,
    sortable: false,
    sample: '{ n }',
    refused: '[]',
    exactly: "[{ a: [1, { b: 'c' }] }, [], 0, false]",
  },
  email: {
    ...plain,
    sql: 'text',
    check: (column) => `char_length(${column}) <= 254 and ${column} ~ '^[^@\\s]+@[^@\\s.]+(\\.[^@\\s.]+)+$'`,
    searchable: true,
    sample: '`sample-${n}@example.com`',
    refused: "['nobody', '@example.com', 5, `${'x'.repeat(250)}@example.com`]",
    exactly: "['First.Last+tag@example.com']",
    refusedByDatabase: "['nobody', 'a@b', 'a b@example.com']",
  },
  url: {
    ...plain,
    sql: 'text',
    // In bytes, since an index takes no more than 2,704 of them. Schemes are the same in any case, as Zod takes them.
    check: (column) => `octet_length(${column}) <= 2048 and ${column} ~* '^https?://[^\\s/]'`,
    // A cursor would hold the whole URL, and would be too long to send.
    sortable: false,
    searchable: true,
    sample: '`https://example.com/${n}`',
    refused: "['example.com', 'javascript:alert(1)', 'ftp://example.com', 5]",
    exactly: "['https://example.com/a?b=c&d=%20#e']",
    refusedByDatabase: "['javascript:alert(1)', 'https://', `https://example.com/${'字'.repeat(1000)}`]",
  },
};

const kindOf = (field: Field): ColumnKind => {
  if (field.type === 'references') return { ...kinds.uuid, input: 'field.uuid()', sample: '', exactly: '[]' };
  if (field.type !== 'enum') return { ...kinds[field.type], input: `field.${field.type}()` };
  const values = field.values.map((value) => `'${value}'`).join(', ');
  const union = field.values.map((value) => `"${value}"`).join(' | ');
  return {
    ...plain,
    sql: 'text',
    check: (column) => `${column} in (${values})`,
    // `npm run db:types` reads the union from the CHECK.
    row: union,
    write: union,
    input: `z.enum([${values}])`,
    output: `z.enum([${values}])`,
    filter: `z.enum([${values}]).nullable().default(null)`,
    sample: `([${values}] as const)[n % ${field.values.length}] ?? '${field.values[0]}'`,
    refused: "['no_such_value', 5]",
    exactly: `[${values}]`,
    refusedByDatabase: "['no_such_value']",
  };
};

// PostgREST reads these parameters itself, so a column of that name cannot be filtered by.
const takenByPostgrest = new Set(['and', 'columns', 'not', 'offset', 'on_conflict', 'or', 'order', 'select']);

/** A field with all that the templates print of it. */
export const columnOf = (field: Field) => {
  const kind = kindOf(field);
  const quoted = `"${field.column}"`;
  const check = kind.check === null ? '' : ` check (${kind.check(quoted)})`;
  // A boolean that nobody sends is false; everything else that is not nullable must be sent.
  const isFlag = field.type === 'boolean' && !field.nullable;
  return {
    ...field,
    ...kind,
    quoted,
    definition: `${quoted} ${kind.sql}${field.nullable ? '' : ' not null'}${isFlag ? ' default false' : ''}${check}`,
    select: kind.exact ? `${field.column}::text` : field.column,
    input: `${kind.input}${field.nullable ? '.nullable().default(null)' : isFlag ? '.default(false)' : ''}`,
    output: `${kind.output}${field.nullable ? '.nullable()' : ''}`,
    rowType: `${kind.row}${field.nullable ? ' | null' : ''}`,
    writeType: `${kind.write}${field.nullable ? ' | null' : ''}`,
    required: !field.nullable && !isFlag,
    filter: takenByPostgrest.has(field.column) ? null : kind.filter,
    sortable: kind.sortable && !field.nullable && field.references === null,
  };
};

export type Column = ReturnType<typeof columnOf>;
