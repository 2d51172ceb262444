import { z } from 'zod';
import type { Query } from './scratch-database.ts';

const names = z.array(z.string());
const columnSchema = z.object({
  name: z.string(),
  /** As SQL writes it: `numeric(12,2)`, `app.order_status`. */
  type: z.string(),
  not_null: z.boolean(),
  /** The expression of its default, or of what it is generated from. */
  expression: z.string().nullable(),
  generated: z.boolean(),
  identity: z.boolean(),
  /** The values of an enum type of PostgreSQL; none for any other. */
  labels: names,
});
const constraintSchema = z.object({
  name: z.string(),
  kind: z.enum(['p', 'u', 'f', 'c', 'x']),
  definition: z.string(),
  columns: names,
  /** `app.customers`, of a foreign key. */
  target: z.string().nullable(),
});
const indexSchema = z.object({ name: z.string(), unique: z.boolean(), definition: z.string(), columns: names });
const triggerSchema = z.object({ name: z.string(), definition: z.string(), function: z.string(), source: z.string() });
const grantSchema = z.object({ grantee: z.string(), privilege: z.string(), columns: names });
const policySchema = z.object({
  name: z.string(),
  command: z.enum(['r', 'a', 'w', 'd', '*']),
  permissive: z.boolean(),
  roles: names,
  using: z.string().nullable(),
  check: z.string().nullable(),
});

export type TableColumn = z.infer<typeof columnSchema>;
export type TableConstraint = z.infer<typeof constraintSchema>;
export type TableGrant = z.infer<typeof grantSchema>;
export type TablePolicy = z.infer<typeof policySchema>;

/** A table as PostgreSQL has it in its catalog. */
export type Table = Awaited<ReturnType<typeof readTable>>;

const columnsSql = (id: string): string => `
  select a.attname as name, format_type(a.atttypid, a.atttypmod) as type, a.attnotnull as not_null,
    pg_get_expr(d.adbin, d.adrelid) as expression, a.attgenerated <> '' as generated, a.attidentity <> '' as identity,
    array(select enumlabel::text from pg_enum where enumtypid = a.atttypid order by enumsortorder) as labels
  from pg_attribute a left join pg_attrdef d on d.adrelid = a.attrelid and d.adnum = a.attnum
  where a.attrelid = ${id} and a.attnum > 0 and not a.attisdropped order by a.attnum`;

const constraintsSql = (id: string): string => `
  select k.conname as name, k.contype as kind, pg_get_constraintdef(k.oid) as definition,
    array(select a.attname::text from unnest(k.conkey) with ordinality as c (num, place)
      join pg_attribute a on a.attrelid = k.conrelid and a.attnum = c.num order by c.place) as columns,
    case when k.contype = 'f' then (select format('%s.%s', s.nspname, r.relname) from pg_class r
      join pg_namespace s on s.oid = r.relnamespace where r.oid = k.confrelid) end as target
  from pg_constraint k where k.conrelid = ${id} and k.contype in ('p', 'u', 'f', 'c', 'x') order by k.conname`;

const indexesSql = (id: string): string => `
  select c.relname as name, i.indisunique as unique, pg_get_indexdef(i.indexrelid) as definition,
    array(select pg_get_indexdef(i.indexrelid, n, true) from generate_series(1, i.indnkeyatts) as n) as columns
  from pg_index i join pg_class c on c.oid = i.indexrelid
  where i.indrelid = ${id} and not exists (select from pg_constraint k where k.conindid = i.indexrelid and k.contype <> 'f')
  order by c.relname`;

const triggersSql = (id: string): string => `
  select t.tgname as name, pg_get_triggerdef(t.oid) as definition, p.oid::regprocedure::text as function,
    pg_get_functiondef(p.oid) as source
  from pg_trigger t join pg_proc p on p.oid = t.tgfoid where t.tgrelid = ${id} and not t.tgisinternal order by t.tgname`;

const grantsSql = (id: string): string => `
  with rights as (
    select null::name as name, (aclexplode(relacl)).* from pg_class where oid = ${id}
    union all select attname, (aclexplode(attacl)).* from pg_attribute where attrelid = ${id} and attacl is not null
  )
  select coalesce(g.rolname, 'public') as grantee, lower(r.privilege_type) as privilege,
    coalesce(array_agg(r.name::text order by r.name) filter (where r.name is not null), '{}') as columns
  from rights r left join pg_roles g on g.oid = r.grantee
  where coalesce(g.rolname, 'public') in ('public', 'anon', 'authenticated', 'service_role')
  group by 1, 2, r.name is null order by 1, 2`;

const policiesSql = (id: string): string => `
  select p.polname as name, p.polcmd as command, p.polpermissive as permissive,
    array(select coalesce(r.rolname::text, 'public') from unnest(p.polroles) as o left join pg_roles r on r.oid = o order by 1) as roles,
    pg_get_expr(p.polqual, p.polrelid) as using, pg_get_expr(p.polwithcheck, p.polrelid) as check
  from pg_policy p where p.polrelid = ${id} order by p.polname`;

/** Reads a table of the schema `app`, whose name has only letters, digits and `_`. */
export const readTable = async (query: Query, name: string) => {
  const id = `'app.${name}'::regclass`;
  const rows = async <T extends z.ZodType>(schema: T, sql: string): Promise<z.infer<T>[]> =>
    z.array(schema).parse(await query(sql));
  const security = z.object({ on: z.boolean() });
  const functions = z.object({ name: z.string() });
  return {
    columns: await rows(columnSchema, columnsSql(id)),
    constraints: await rows(constraintSchema, constraintsSql(id)),
    indexes: await rows(indexSchema, indexesSql(id)),
    triggers: await rows(triggerSchema, triggersSql(id)),
    grants: await rows(grantSchema, grantsSql(id)),
    policies: await rows(policySchema, policiesSql(id)),
    isSecured: (await rows(security, `select relrowsecurity as on from pg_class where oid = ${id}`)).some(
      ({ on }) => on,
    ),
    /** Every function that a trigger may call. */
    functions: (await rows(functions, `select oid::regprocedure::text as name from pg_proc where prorettype = 'trigger'::regtype`)).map((row) => row.name), // prettier-ignore
  };
};
