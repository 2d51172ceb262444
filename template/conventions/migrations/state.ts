import type { RangeVar } from 'libpg-query';

/** Where a statement stands. */
export type Place = {
  /** Absolute path. */
  readonly file: string;
  /** From 1: the first line of the statement, without the comments before it. */
  readonly line: number;
  /** Rises from statement to statement over all files. */
  readonly order: number;
};

export const commands = ['select', 'insert', 'update', 'delete'] as const;
/** What row-level security decides about. */
export type Command = (typeof commands)[number];

/** One privilege of one role. */
export type Grant = {
  readonly role: string;
  readonly privilege: string;
  /** Null: the whole table. */
  readonly columns: readonly string[] | null;
  /** `default` is what Postgres or Supabase gives unasked, `all` comes from `grant all`. */
  readonly how: 'default' | 'named' | 'all';
  readonly at: Place;
};

export type Policy = {
  readonly name: string;
  readonly commands: readonly Command[];
  /** Of several permissive policies one must agree; a restrictive one can only refuse. */
  readonly permissive: boolean;
  readonly roles: readonly string[];
  readonly using: Condition;
  readonly check: Condition;
  /** The statement that made or last changed it. */
  readonly at: Place;
};
/** What can be told of a condition without running it; null where the clause is not there. */
export type Condition = 'always' | 'never' | 'depends' | null;

/** What a query reads from. */
export type Relation = {
  readonly schema: string;
  readonly name: string;
  /** `known` is one that no migration makes, such as storage.objects. */
  readonly kind: 'table' | 'view' | 'materialized view' | 'foreign table' | 'known';
  /** The statement that made it. */
  readonly at: Place;
  readonly rowSecurity: boolean;
  /** The statement that last switched row-level security. */
  readonly switchedAt: Place | null;
  readonly policies: readonly Policy[];
  /** Policies as they were before they were dropped or given to other roles, each at the statement that did it. */
  readonly former: readonly Policy[];
  readonly grants: readonly Grant[];
  /** Of a view: whether it reads as the one who asks, and the statement that last said so. */
  readonly invoker: boolean;
  readonly invokerAt: Place;
  readonly owner: { readonly role: string; readonly at: Place } | null;
};

/** A function or procedure. */
export type Routine = {
  readonly schema: string;
  readonly name: string;
  /** Its input types, which tell it from others of its name. */
  readonly types: readonly string[];
  readonly definer: boolean;
  readonly searchPath: boolean;
  /** A trigger cannot be called. */
  readonly trigger: boolean;
  readonly grants: readonly Grant[];
  readonly unreadable: readonly Unreadable[];
  /** The statement that made it or last changed how it runs. */
  readonly at: Place;
};

/** A piece of code that does what this check cannot follow. */
export type Unreadable = { readonly what: string; readonly at: Place };

/** Rights that reach further than one table or function. */
export type Wide = {
  readonly kind: 'default privileges' | 'all tables' | 'all routines' | 'schema' | 'membership' | 'bypassrls';
  /** The schema or role they are about. */
  readonly target: string;
  readonly grants: readonly Grant[];
};

/** What the statements read so far have made of the database. */
export type State = {
  readonly searchPath: readonly string[];
  readonly relations: ReadonlyMap<string, Relation>;
  readonly routines: ReadonlyMap<string, Routine>;
  readonly wide: ReadonlyMap<string, Wide>;
  readonly unreadable: readonly Unreadable[];
};

/** Whether a part of a search path is a schema: the one of the user's name is never there. */
export const isSchema = (part: string): boolean => part !== '' && part !== '$user';

/** Of Postgres. */
export const defaultSearchPath: readonly string[] = ['public'];

export const emptyState: State = {
  searchPath: defaultSearchPath,
  relations: new Map(),
  routines: new Map(),
  wide: new Map(),
  unreadable: [],
};

/** The roles of requests without a token and with one, and `public`, which is everybody. */
export const callers: readonly string[] = ['public', 'anon', 'authenticated'];

/** A key of several names; a dot may be part of one. */
export const keyOf = (...names: readonly string[]): string => JSON.stringify(names);

/** A copy of a map with one entry set. */
export const withEntry = <Value>(map: ReadonlyMap<string, Value>, key: string, value: Value): Map<string, Value> =>
  new Map(map).set(key, value);

/** A copy of a map without some entries. */
export const withoutEntries = <Value>(map: ReadonlyMap<string, Value>, keys: readonly string[]): Map<string, Value> => {
  const left = new Map(map);
  for (const key of keys) left.delete(key);
  return left;
};

/** Adds a piece of code that cannot be followed. */
export const noteUnreadable = (state: State, unreadable: Unreadable): State => ({
  ...state,
  unreadable: [...state.unreadable, unreadable],
});

/** The full name of a table that a statement names, as Postgres finds it on the search path. */
export function resolveName(
  state: State,
  { schemaname = '', relname = '' }: Pick<RangeVar, 'schemaname' | 'relname'>,
): readonly [schema: string, name: string] {
  if (schemaname !== '') return [schemaname, relname];
  const found = state.searchPath.find((schema) => state.relations.has(keyOf(schema, relname)));
  return [found ?? state.searchPath[0] ?? 'public', relname];
}
