import { z } from 'zod';
import { restOf } from '../../support/test-user.ts';
import type { AttackedDatabase } from './start-attacked-database.ts';

const columnSchema = z.object({
  name: z.string(),
  type: z.string(),
  /** Must be given: not null, without a default. */
  needed: z.boolean(),
  /** Of the primary key. */
  key: z.boolean(),
  /** SQL of a value that it may refer to. */
  refers: z.string().nullable(),
  /** Names an account: refers to auth.users, or is called so. */
  account: z.boolean(),
  /** A user may say its value in an INSERT. */
  insertable: z.boolean(),
  /** A user, or whoever is not signed in, has the right to change it in some rows. */
  updatable: z.boolean(),
});

const tableSchema = z.object({
  schema: z.string(),
  name: z.string(),
  kind: z.enum(['table', 'view']),
  columns: z.array(columnSchema),
  key: z.string().nullable(),
  /** Whether a policy says that everybody may read all rows: it is `true`, or its name begins with `everyone`. */
  isPublic: z.boolean(),
});

const functionSchema = z.object({
  schema: z.string(),
  name: z.string(),
  parameters: z.array(z.object({ name: z.string(), type: z.string() })),
  /** Whoever is not signed in has the right to call it. */
  isOpen: z.boolean(),
});

export type ExposedTable = z.infer<typeof tableSchema>;
export type ExposedFunction = z.infer<typeof functionSchema>;

const quote = (names: readonly string[]): string => names.map((name) => `'${name.replaceAll("'", "''")}'`).join(', ');

const tablesOf = (schemas: readonly string[]): string => `
  select n.nspname as schema, c.relname as name, case when c.relkind in ('r', 'p', 'f') then 'table' else 'view' end as kind,
    (select a.attname from pg_index i join pg_attribute a on a.attrelid = c.oid and a.attnum = i.indkey[0]
      where i.indrelid = c.oid and i.indisprimary) as key,
    exists (select from pg_policies p where p.schemaname = n.nspname and p.tablename = c.relname
      and p.cmd in ('SELECT', 'ALL') and (p.qual = 'true' or p.policyname like 'everyone%')) as "isPublic",
    (select json_agg(json_build_object(
        'name', a.attname, 'type', format_type(a.atttypid, null),
        'needed', a.attnotnull and not a.atthasdef and a.attidentity = '' and a.attgenerated = '',
        'key', exists (select from pg_index i where i.indrelid = c.oid and i.indisprimary and a.attnum = any (i.indkey)),
        'refers', (select format('(select %I from %s limit 1)', f.attname, k.confrelid::regclass)
          from pg_constraint k join pg_attribute f on f.attrelid = k.confrelid and f.attnum = k.confkey[array_position(k.conkey, a.attnum)]
          where k.conrelid = c.oid and k.contype = 'f' and a.attnum = any (k.conkey) and k.confrelid <> 'auth.users'::regclass limit 1),
        'account', a.attname in ('owner_id', 'user_id', 'created_by') or exists (select from pg_constraint k
          where k.conrelid = c.oid and k.contype = 'f' and k.confrelid = 'auth.users'::regclass and k.conkey = array[a.attnum]),
        'insertable', a.attgenerated = '' and has_column_privilege('authenticated', c.oid, a.attnum, 'INSERT'),
        'updatable', has_column_privilege('authenticated', c.oid, a.attnum, 'UPDATE') or has_column_privilege('anon', c.oid, a.attnum, 'UPDATE')
      ) order by a.attnum)
      from pg_attribute a where a.attrelid = c.oid and a.attnum > 0 and not a.attisdropped) as columns
  from pg_class c join pg_namespace n on n.oid = c.relnamespace
  where n.nspname in (${quote(schemas)}) and c.relkind in ('r', 'p', 'f', 'v', 'm')
    and not exists (select from pg_depend d where d.objid = c.oid and d.deptype = 'e')
  order by 1, 2`;

const functionsOf = (schemas: readonly string[]): string => `
  select n.nspname as schema, p.proname as name, has_function_privilege('anon', p.oid, 'EXECUTE') as "isOpen",
    coalesce((select json_agg(json_build_object('name', coalesce(p.proargnames[at], ''), 'type', format_type(arg, null)) order by at)
      from unnest(p.proargtypes) with ordinality as args (arg, at)), '[]') as parameters
  from pg_proc p join pg_namespace n on n.oid = p.pronamespace
  where n.nspname in (${quote(schemas)}) and p.prokind = 'f' and p.prorettype not in ('trigger'::regtype, 'event_trigger'::regtype)
    and not exists (select from pg_depend d where d.objid = p.oid and d.deptype = 'e')
  order by 1, 2`;

/** The schemas that PostgREST serves, as it says itself where another is asked for. */
async function exposedSchemas(): Promise<string[]> {
  const { body } = await restOf(null)('GET', '/x', undefined, { 'accept-profile': 'no_such_schema' });
  const list = /(?:exposed|following): *(.+)$/.exec(`${body.hint ?? body.message}`)?.[1] ?? '';
  const schemas = list.split(/[\s,]+/).filter((name) => name !== '');
  if (schemas.length === 0) throw new Error(`PostgREST does not say what it serves: ${JSON.stringify(body)}`);
  return schemas;
}

/** What PostgREST serves: found in the database, so that nothing is forgotten. */
export async function findExposed({ query }: Pick<AttackedDatabase, 'query'>) {
  const schemas = await exposedSchemas();
  const others = await query(
    `select nspname as name from pg_namespace where nspname not in (${quote(schemas)}) and nspname !~ '^pg_(toast|temp)'`,
  );
  return {
    schemas,
    otherSchemas: others.map(({ name }) => String(name)),
    tables: z.array(tableSchema).parse(await query(tablesOf(schemas))),
    functions: z.array(functionSchema).parse(await query(functionsOf(schemas))),
  };
}
