import { beforeAll, expect, it } from '@jest/globals';
import { restOf, type TestUser } from '../support/test-user.ts';
import { type ExposedFunction, findExposed } from './support/exposed.ts';
import { fillTables } from './support/fill-tables.ts';
import { startAttackedApp } from './support/start-attacked-app.ts';
import { startAttackedDatabase } from './support/start-attacked-database.ts';

const database = await startAttackedDatabase();
const app = startAttackedApp();
const state: {
  owner: TestUser | null;
  other: TestUser | null;
  exposed: Awaited<ReturnType<typeof findExposed>> | null;
} = { owner: null, other: null, exposed: null };

beforeAll(async () => {
  const [owner, other] = [await app.newUser(), await app.newUser()];
  const exposed = await findExposed(database);
  await fillTables(database, exposed.tables, owner.id);
  Object.assign(state, { owner, other, exposed });
});

const isControl = ({ name }: ExposedFunction): boolean => name.startsWith('control_');
const functions = () => (state.exposed?.functions ?? []).filter((one) => !isControl(one));
const controls = () => (state.exposed?.functions ?? []).filter(isControl);

/** The rows of the owner's account, as the database has them. */
const everything = async (): Promise<string> => {
  const rows: unknown[] = [];
  for (const { schema, name, columns, kind } of state.exposed?.tables ?? []) {
    const theirs = columns.filter(({ account }) => account).map((column) => `"${column.name}" = '${state.owner?.id}'`);
    if (kind === 'view' || theirs.length === 0) continue;
    rows.push(
      name,
      await database.query(`select to_jsonb(t) from "${schema}"."${name}" t where ${theirs.join(' or ')} order by 1`),
    );
  }
  return JSON.stringify(rows);
};

const argument = (type: string): unknown => {
  if (type === 'uuid') return state.owner?.id;
  if (/^(text|character)/.test(type)) return `${state.owner?.id}/x`;
  if (/^json/.test(type)) return {};
  if (type === 'boolean') return true;
  return /\[\]$/.test(type) ? [] : 1;
};

const call = ({ name, schema, parameters }: ExposedFunction, rest: TestUser['rest']) =>
  rest('POST', `/rpc/${name}`, Object.fromEntries(parameters.map((one) => [one.name, argument(one.type)])), {
    'content-profile': schema,
  });

const asNobody = async (called: readonly ExposedFunction[]): Promise<readonly string[]> => {
  const found: string[] = [];
  for (const one of called) {
    const { status } = await call(one, restOf(null));
    if (one.isOpen || status < 400) found.push(`${one.name}: answers ${status} to whoever is not signed in`);
  }
  return found;
};

it('lets nobody who is not signed in call a function', async () => {
  expect(functions().length).toBeGreaterThan(3);
  expect(await asNobody(functions())).toEqual([]);
});

/** Names the owner in whatever can be named. */
const aboutOwner = async (called: readonly ExposedFunction[]): Promise<readonly string[]> => {
  const found: string[] = [];
  for (const one of called) {
    const before = await everything();
    const { status, body } = await call(one, (state.other as TestUser).rest);
    if ((await everything()) !== before) found.push(`${one.name}: lets a user change what is another's`);
    if (status < 300 && JSON.stringify(body).includes(String(state.owner?.id)))
      found.push(`${one.name}: shows a user what is another's`);
  }
  return found;
};

it("shows and changes nothing of another user's in any function that a user may call", async () => {
  expect(await aboutOwner(functions())).toEqual([]);
});

it('reports a function that anybody may call, and one that changes the rows of the user whom it is given', async () => {
  expect(await asNobody(controls())).toEqual(['control_rows: answers 200 to whoever is not signed in']);
  expect(await aboutOwner(controls())).toEqual([
    "control_rows: shows a user what is another's",
    "control_wipe: lets a user change what is another's",
  ]);
});
