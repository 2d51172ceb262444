import { beforeAll, expect, it } from '@jest/globals';
import { restOf, type TestUser } from '../support/test-user.ts';
import { attackRoutes } from './support/attack-routes.ts';
import { paramsOf } from './support/attacked-routes.ts';
import { findExposed, type ExposedTable } from './support/exposed.ts';
import { fillTables } from './support/fill-tables.ts';
import { send } from './support/make-requests.ts';
import { startAttackedApp } from './support/start-attacked-app.ts';
import { startAttackedDatabase } from './support/start-attacked-database.ts';

type Row = Readonly<Record<string, unknown>>;
type Caller = { readonly who: string; readonly id: string; readonly rest: TestUser['rest'] };
type State = {
  readonly owner: TestUser;
  readonly callers: readonly Caller[];
  readonly exposed: Awaited<ReturnType<typeof findExposed>>;
  readonly empty: ReadonlyMap<string, string>;
  /** Why the API made no row of a collection. */
  readonly failed: readonly string[];
};

const database = await startAttackedDatabase();
const app = startAttackedApp();
const state: { current: State | null } = { current: null };
const current = (): State => state.current as State;

/** Rows of the owner wherever there can be any: by the API, and else by the database's owner. Nobody else has made one. */
beforeAll(async () => {
  const [owner, other] = [await app.newUser(), await app.newUser()];
  const creates = app
    .routes()
    .filter(({ method, access, contract }) => method === 'POST' && access === 'owner' && contract === null);
  const failed = await attackRoutes(creates, async (route) => {
    const { status } = await send(owner, route, await app.requests.owned(route, owner));
    return status < 300 ? null : `answers ${status} to its owner`;
  });
  // Rows that no POST makes, and of which a sample knows how they are made.
  const aboutRows = app.routes().filter((route) => route.access === 'owner' && paramsOf(route).length > 0);
  await attackRoutes(aboutRows, async (route) => {
    await app.requests.owned(route, owner);
    return null;
  });
  const exposed = await findExposed(database);
  const empty = await fillTables(database, exposed.tables, owner.id);
  const callers = [
    { who: 'another user', id: other.id, rest: other.rest },
    { who: 'whoever is not signed in', id: 'nobody', rest: restOf(null) },
  ];
  state.current = { owner, callers, exposed, empty, failed };
});

const isControl = ({ name }: ExposedTable): boolean => name.startsWith('control_');
const tables = () => current().exposed.tables.filter((table) => !isControl(table));
const controls = () => current().exposed.tables.filter(isControl);
const profile = ({ schema }: ExposedTable) => ({ 'accept-profile': schema, 'content-profile': schema });

const attack = async (attacked: readonly ExposedTable[], run: (table: ExposedTable) => Promise<readonly string[]>) =>
  (await Promise.all(attacked.map(async (table) => (await run(table)).map((text) => `${table.name}: ${text}`)))).flat();

/** A file of a row that all may read is all's to read: `<owner>/products/<row>/…`. */
const isOfPublicRow = (row: unknown): boolean => {
  const folder = /"path":"[^"/]+\/([^"/]+)\//.exec(JSON.stringify(row))?.[1];
  return tables().some(({ name, isPublic }) => isPublic && name === folder);
};

/** Rows of a reply that are not the caller's own. */
const foreign = (body: unknown, { id }: Caller): number =>
  Array.isArray(body) ? body.filter((row) => !JSON.stringify(row).includes(id) && !isOfPublicRow(row)).length : 0;

const ownersRow = async ({ schema, name }: ExposedTable): Promise<Row> =>
  ((await database.query(`select to_jsonb(t) as row from "${schema}"."${name}" t limit 1`))[0]?.['row'] ?? {}) as Row;

const read = async (table: ExposedTable): Promise<readonly string[]> => {
  if (table.isPublic) return [];
  const replies = current().callers.map(async (caller) => {
    const { status, body } = await caller.rest('GET', `/${table.name}?select=*`, undefined, profile(table));
    const why = current().empty.get(table.name);
    if (status === 200 && why !== undefined)
      return [`is empty, so nothing is known of it: no row could be made (${why})`];
    return foreign(body, caller) > 0 ? [`shows rows of a user to ${caller.who}`] : [];
  });
  return (await Promise.all(replies)).flat();
};

it('shows no row of a user to another or to whoever is not signed in, in any table or view', async () => {
  expect(tables().length).toBeGreaterThan(5);
  expect([...current().failed, ...(await attack(tables(), read))]).toEqual([]);
});

/** Which rows there are that are not the caller's, and the transactions that wrote them. */
const written = async ({ schema, name, kind }: ExposedTable, { id }: Caller): Promise<string> => {
  if (kind === 'view') return '';
  const rows = `select xmin::text from "${schema}"."${name}" t where to_jsonb(t)::text not like '%${id}%' order by 1`;
  return JSON.stringify(await database.query(rows));
};

/** Writes what is there already, so that no CHECK stands in the way: what comes back was written. */
const write = async (table: ExposedTable): Promise<readonly string[]> => {
  const row = await ownersRow(table);
  const every = `/${table.name}`;
  // Rows that a caller may not see are no rows for a filter; without one only the right to write them counts.
  const seen = `${every}?${table.key ?? table.columns[0]?.name}=not.is.null`;
  const minimal = { ...profile(table), prefer: 'return=minimal' };
  const named = table.columns.filter(({ insertable, key, account }) => account || (insertable && !key));
  // One that nobody may change stands for all of these.
  const tried = table.columns.filter(({ updatable }, index) => updatable || index === 0);
  const found: string[] = [];
  for (const caller of current().callers) {
    const before = await written(table, caller);
    for (const { name } of tried) {
      const value = { [name]: row[name] ?? null };
      const { body } = await caller.rest('PATCH', seen, value, profile(table));
      if (foreign(body, caller) > 0) found.push(`lets ${caller.who} change ${name} in the rows of a user`);
      await caller.rest('PATCH', every, value, minimal);
    }
    if ((await written(table, caller)) !== before) found.push(`lets ${caller.who} change the rows of a user`);
    const copy = Object.fromEntries(named.map(({ name }) => [name, row[name]]));
    const { status } = await caller.rest('POST', every, copy, minimal);
    if (status < 300) found.push(`lets ${caller.who} write a row in the name of a user`);
    const kept = await written(table, caller);
    await caller.rest('DELETE', seen, undefined, minimal);
    await caller.rest('DELETE', every, undefined, minimal);
    if ((await written(table, caller)) !== kept) found.push(`lets ${caller.who} delete the rows of a user`);
  }
  return found;
};

it('lets nobody else change or delete the rows of a user, or write one in their name, in any table or view', async () => {
  expect(await attack(tables(), write)).toEqual([]);
});

const LEFT_TO_DATABASE = ['version', 'created_at', 'updated_at'];

/** What a user might say of their own rows: another id, another owner, another time. */
const forge = async (table: ExposedTable): Promise<readonly string[]> => {
  const { owner, callers } = current();
  const row = await ownersRow(table);
  const copy = table.columns.filter(
    ({ insertable, key, account, name }) => insertable && !key && !account && !LEFT_TO_DATABASE.includes(name),
  );
  const given = Object.fromEntries(copy.map(({ name }) => [name, row[name]]));
  const replies = table.columns.map(async ({ name, type, key, account, needed }) => {
    if (!key && !account && !LEFT_TO_DATABASE.includes(name)) return [];
    const forged = account
      ? callers[0]?.id
      : type === 'uuid'
        ? crypto.randomUUID()
        : /^(int|bigint|smallint)/.test(type)
          ? 99
          : '2001-01-01';
    const one = `/${table.name}?${table.key ?? name}=eq.${encodeURIComponent(String(row[table.key ?? name]))}`;
    const updated = await owner.rest('PATCH', one, { [name]: forged }, profile(table));
    const inserted = await owner.rest('POST', `/${table.name}`, { ...given, [name]: forged }, profile(table));
    // A key without a default is for the user to say.
    const isTheirs = key && needed && !account;
    return [
      ...(updated.status < 300 && updated.body?.length > 0 ? [`lets a user change ${name} of their rows`] : []),
      ...(isTheirs || ['42501', '428C9'].includes(inserted.body?.code)
        ? []
        : [`lets a user choose ${name} of a new row (${inserted.status})`]),
    ];
  });
  return (await Promise.all(replies)).flat();
};

it('leaves ids, owners, versions and timestamps to the database, in every table', async () => {
  expect(
    await attack(
      tables().filter(({ kind }) => kind === 'table'),
      forge,
    ),
  ).toEqual([]);
});

it('serves no schema but the exposed ones', async () => {
  const { owner, callers, exposed } = current();
  expect(exposed.otherSchemas).toEqual(expect.arrayContaining(['auth', 'storage']));
  for (const schema of exposed.otherSchemas) {
    for (const rest of [owner.rest, ...callers.map((caller) => caller.rest)]) {
      const { status, body } = await rest('GET', '/users?select=*', undefined, { 'accept-profile': schema });
      expect({ schema, status, code: body.code }).toEqual({ schema, status: 406, code: 'PGRST106' });
    }
  }
});

it('reports a table without row-level security, policies that let everybody write, and a view with the rights of its owner', async () => {
  const found = [
    ...(await attack(controls(), read)),
    ...(await attack(controls(), write)),
    ...(await attack(controls(), forge)),
  ];
  expect(found).toEqual(
    expect.arrayContaining([
      'control_open: shows rows of a user to another user',
      'control_open: lets another user delete the rows of a user',
      'control_open: lets whoever is not signed in write a row in the name of a user',
      'control_writes: lets another user change owner_id in the rows of a user',
      'control_writes: lets another user write a row in the name of a user',
      'control_writes: lets a user choose created_at of a new row (201)',
      'control_writes: lets a user choose owner_id of a new row (201)',
      'control_view: shows rows of a user to another user',
    ]),
  );
});
