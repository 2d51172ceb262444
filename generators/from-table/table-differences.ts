import type { Table, TableColumn, TableGrant, TablePolicy } from './read-table.ts';

/** One way in which a table is not as it is generated, and the SQL that makes it so; null where that of another does. */
type Difference = { readonly what: string; readonly sql: string | null };

/** A part of a table under the text that it is compared by. */
type Part = { readonly key: string; readonly what: string; readonly add: string; readonly drop: string };

const quoted = (name: string): string => `"${name.replaceAll('"', '""')}"`;

const columnSql = ({ name, type, not_null, expression, generated }: TableColumn): string =>
  `${quoted(name)} ${type}${generated ? ` generated always as (${expression}) stored` : expression === null ? '' : ` default ${expression}`}${not_null ? ' not null' : ''}`;

/** What is wrong with the columns that every resource, or an option of it, has; those of fields are as they were read. */
const columnDifferences = (table: string, is: Table, wanted: Table, fields: readonly string[]): Difference[] =>
  wanted.columns
    .filter(({ name }) => !fields.includes(name))
    .flatMap((column) => {
      const found = is.columns.find(({ name }) => name === column.name);
      const name = quoted(column.name);
      if (found === undefined)
        return [{ what: `the column ${columnSql(column)}`, sql: `alter table ${table} add column ${columnSql(column)};` }]; // prettier-ignore
      if (columnSql(found) === columnSql(column)) return [];
      if (column.generated || found.generated)
        return [{ what: `the column ${columnSql(column)} (it is ${columnSql(found)})`, sql: `alter table ${table} drop column ${name};\nalter table ${table} add column ${columnSql(column)};` }]; // prettier-ignore
      const steps = [
        ...(found.type === column.type ? [] : [`alter column ${name} type ${column.type} using ${name}::${column.type}`]), // prettier-ignore
        ...(found.expression === column.expression ? [] : [`alter column ${name} ${column.expression === null ? 'drop default' : `set default ${column.expression}`}`]), // prettier-ignore
        ...(found.not_null === column.not_null ? [] : [`alter column ${name} ${column.not_null ? 'set' : 'drop'} not null`]), // prettier-ignore
      ];
      return [{ what: `the column ${columnSql(column)} (it is ${columnSql(found)})`, sql: `alter table ${table} ${steps.join(', ')};` }]; // prettier-ignore
    });

const constraintParts = (table: string, { constraints }: Table): Part[] =>
  constraints.map(({ name, kind, definition }) => ({
    key: definition,
    what: kind === 'c' ? `the constraint ${definition}` : definition,
    add: `alter table ${table} add ${definition};`,
    drop: `alter table ${table} drop constraint ${quoted(name)};`,
  }));

/** Only unique ones say what rows there can be. */
const indexParts = ({ indexes }: Table): Part[] =>
  indexes
    .filter(({ unique }) => unique)
    .map(({ name, definition }) => {
      const nameless = definition.replace(/^CREATE UNIQUE INDEX \S+ ON/, 'CREATE UNIQUE INDEX ON');
      return { key: nameless, what: nameless, add: `${nameless};`, drop: `drop index app.${quoted(name)};` };
    });

/** A trigger that others do not have is no harm; the function of one that lacks may lack as well. */
const triggerDifferences = (is: Table, wanted: Table): Difference[] => {
  const keyOf = (definition: string): string => definition.replace(/^CREATE TRIGGER \S+/, '');
  const there = is.triggers.map(({ definition }) => keyOf(definition));
  return wanted.triggers
    .filter(({ definition }) => !there.includes(keyOf(definition)))
    .map(({ definition, function: name, source }) => ({
      what: definition,
      sql: is.functions.includes(name) ? `${definition};` : `${source.trim()};\nrevoke execute on function ${name} from public, anon, authenticated;\n${definition};`, // prettier-ignore
    }));
};

const grantParts = (table: string, { grants }: Table): (Part & { readonly grantee: string })[] =>
  grants.map(({ grantee, privilege, columns }: TableGrant) => {
    const what = `${privilege}${columns.length === 0 ? '' : ` (${columns.map(quoted).join(', ')})`} on ${table}`;
    return {
      grantee,
      key: `${what} to ${grantee}`,
      what: `the right to ${what} for ${grantee}`,
      add: `grant ${what} to ${grantee};`,
      drop: `revoke ${what} from ${grantee};`,
    };
  });

/** Rights of users begin with a `revoke all`, which lint looks for: one block gives all of them anew. */
const rightDifferences = (table: string, is: Table, wanted: Table): Difference[] => {
  const isOurs = ({ grantee }: { readonly grantee: string }): boolean => grantee !== 'service_role';
  const [found, made] = [grantParts(table, is).filter(isOurs), grantParts(table, wanted).filter(isOurs)];
  const block = [`revoke all on ${table} from public, anon, authenticated;`, ...made.map(({ add }) => add)].join('\n');
  return [...excess(found, made), ...lacking(found, made)].map(({ what }, index) => ({
    what,
    sql: index === 0 ? block : null,
  }));
};

/** What the service role lacks; what else it may do is no harm. */
const serviceDifferences = (table: string, is: Table, wanted: Table): Difference[] => {
  const ofService = (one: Table) => grantParts(table, one).filter(({ grantee }) => grantee === 'service_role');
  return lacking(ofService(is), ofService(wanted));
};

const commands = { r: 'select', a: 'insert', w: 'update', d: 'delete' } as const;
const plain = (condition: string | null): string | null => condition?.replaceAll('( SELECT auth.uid() AS uid)', 'auth.uid()') ?? null; // prettier-ignore

const policyParts = (table: string, { policies }: Table): Part[] =>
  policies.flatMap(({ name, command, permissive, roles, using, check }: TablePolicy) =>
    (['r', 'a', 'w', 'd'] as const)
      .filter((one) => command === '*' || command === one)
      .map((one) => {
        const seen = one === 'a' ? null : using;
        const written = one === 'a' || one === 'w' ? (check ?? using) : null;
        const rest = `${permissive ? '' : 'as restrictive '}for ${commands[one]} to ${roles.join(', ')}${seen === null ? '' : ` using (${seen})`}${written === null ? '' : ` with check (${written})`}`;
        return {
          key: plain(rest) ?? '',
          what: `a policy ${rest}`,
          add: `create policy ${quoted(name)} on ${table} ${rest};`,
          drop: `drop policy ${quoted(name)} on ${table};`,
        };
      }),
  );

const lacking = (is: readonly Part[], wanted: readonly Part[]): Difference[] =>
  wanted
    .filter(({ key }) => !is.some((part) => part.key === key))
    .map(({ what, add }) => ({ what: `it lacks ${what}`, sql: add }));

const excess = (is: readonly Part[], wanted: readonly Part[]): Difference[] => {
  const found = is.filter(({ key }) => !wanted.some((part) => part.key === key));
  // What the schemas do not promise would be answered with an error that nobody can foresee.
  const why = (what: string): string => (what.startsWith('the constraint CHECK') ? ', which is that of no type of field' : ''); // prettier-ignore
  // A policy for several commands is one, and dropped once.
  return [...new Map(found.map((part) => [part.drop, part])).values()].map(({ what, drop }) => ({ what: `it has ${what}${why(what)}`, sql: drop })); // prettier-ignore
};

/**
 * How a table differs from what its resource would be generated with, in the order that the SQL has to be applied in. What is
 * no harm counts as no difference: other indexes, triggers and defaults of its own fields, names of constraints.
 */
export const tableDifferences = (
  name: string,
  is: Table,
  wanted: Table,
  fields: readonly string[],
): readonly Difference[] => {
  const table = `app.${quoted(name)}`;
  const pairs = [
    [constraintParts(table, is), constraintParts(table, wanted)],
    [indexParts(is), indexParts(wanted)],
    [policyParts(table, is), policyParts(table, wanted)],
  ] as const;
  return [
    ...pairs.flatMap(([found, made]) => excess(found, made)),
    ...columnDifferences(table, is, wanted, fields).map(({ what, sql }) => ({ what: `it lacks ${what}`, sql })),
    ...(is.isSecured
      ? []
      : [{ what: 'it lacks row-level security', sql: `alter table ${table} enable row level security;` }]),
    ...triggerDifferences(is, wanted).map(({ what, sql }) => ({ what: `it lacks ${what}`, sql })),
    ...pairs.flatMap(([found, made]) => lacking(found, made)),
    ...rightDifferences(table, is, wanted),
    ...serviceDifferences(table, is, wanted),
  ];
};
