// `generate resource order --from-table`, on the migrations of the kit with a table beside them.
import { cp, mkdir, mkdtemp, readFile, rm, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, describe, expect, it } from '@jest/globals';
import { expandFromTable } from '../../from-table/from-table.ts';
import { isCommandError } from '../../lib/command-error.ts';
import { findLayout } from '../../lib/project-layout.ts';
import { parseResourceArguments } from '../../lib/resource-arguments.ts';
import { resourcePlan } from '../../resource/resource.generator.ts';

const kit = join(import.meta.dirname, '../../..');
const auth = join(kit, 'examples/auth');
const dirs: string[] = [];
afterEach(async () => {
  for (const dir of dirs.splice(0)) await rm(dir, { recursive: true, force: true });
});

/** A project with the organisations of the example auth, as far as its tables go. */
const newProject = async (): Promise<string> => {
  const dir = await mkdtemp(join(tmpdir(), 'from-table-'));
  dirs.push(dir);
  await mkdir(join(dir, 'src/routes/v1'), { recursive: true });
  for (const part of [
    'package.json',
    'prettier.config.js',
    'src/app.ts',
    'src/types',
    'src/config',
    'src/utils',
    'stack',
  ])
    await cp(join(kit, 'template', part), join(dir, part), { recursive: true });
  await cp(join(kit, 'supabase'), join(dir, 'supabase'), { recursive: true });
  await cp(join(auth, 'supabase/migrations'), join(dir, 'supabase/migrations'), { recursive: true });
  await symlink(join(kit, 'node_modules'), join(dir, 'node_modules'));
  const types = join(dir, 'src/types/database.types.ts');
  const tables = await readFile(join(auth, 'database.types.ts'), 'utf8');
  await writeFile(
    types,
    (await readFile(types, 'utf8')).replace('    Tables: {\n', `    Tables: {\n${blocks(tables)}`),
  );
  return dir;
};

/** The tables of a file of types. */
const blocks = (types: string): string => /\n {4}Tables: \{\n([^]*?)\n {4}\};\n/.exec(types)?.[1]?.concat('\n') ?? '';

const stamp = (n: number): Date => new Date(Date.UTC(2026, 5, 1, 0, 0, n));

/** Generates resources, of which only the tables, their types and their routes are written. */
const write = async (dir: string, commands: readonly (readonly string[])[]): Promise<void> => {
  for (const [n, args] of commands.entries()) {
    const files = await resourcePlan({ ...parseResourceArguments(args), layout: findLayout(dir), now: stamp(n) });
    for (const { path, content } of files)
      if (/\.sql$|database\.types\.ts$|\.route\.ts$/.test(path)) await writeFile(join(dir, path), content);
  }
};

describe('resource --from-table', () => {
  it('reads the fields and their modifiers that a table was made with, of a user and of an organisation', async () => {
    const dir = await newProject();
    const order = ['order', 'number:string:unique', 'total:decimal:index', 'status:enum(open|paid)', 'paid_at:datetime:nullable', 'customer:references(customers):nullable']; // prettier-ignore
    const task = ['task', 'title:string:unique', 'weight:integer:index', 'project:references(projects)', '--soft-delete', '--tenant']; // prettier-ignore
    await write(dir, [['customer', 'name:string'], ['project', 'name:string', '--tenant'], order, task]);
    const read = async (...args: string[]) => expandFromTable([...args, '--from-table'], findLayout(dir));
    expect(await read('order')).toEqual([...order, '--from-table']);
    expect(await read('task', '--tenant', '--soft-delete')).toEqual([
      ...task.filter((arg) => !arg.startsWith('--')),
      '--tenant',
      '--soft-delete',
      '--from-table',
    ]);
  });

  it('says how a table of another form differs, with SQL that makes it so, lint and all', async () => {
    const dir = await newProject();
    const layout = findLayout(dir);
    await write(dir, [['order', 'number:string']]);
    const file = join(dir, 'supabase/migrations/20260601000000_create_orders.sql');
    await writeFile(
      file,
      `create type app.order_status as enum ('open', 'paid');
      create table app.orders (id uuid primary key default gen_random_uuid(), status app.order_status not null, total numeric(12,2) not null,
        created_at timestamptz not null default now());`,
    );
    const mend = async (time: string): Promise<string> => {
      const error: unknown = await expandFromTable(['order', '--from-table'], layout).catch(
        (thrown: unknown) => thrown,
      );
      if (!isCommandError(error)) throw error;
      const sql = error.next.split('\n').slice(1).map((line) => line.slice(2)).join('\n'); // prettier-ignore
      await writeFile(join(dir, `supabase/migrations/${time}_mend_orders.sql`), sql);
      return error.message;
    };
    expect(await mend('20260602000000')).toMatch(
      /enum\(open\|paid\) is a text with a CHECK[^]*numeric\(12,2\), which no field has/,
    );
    const second = await mend('20260603000000');
    expect(second).toContain('it lacks row-level security');
    expect(second).not.toContain(
      "it lacks the constraint CHECK ((abs(total) < '100000000000000000000'::numeric) AND (scale(total) <= 10))), which",
    );
    const sql = await readFile(join(dir, 'supabase/migrations/20260603000000_mend_orders.sql'), 'utf8');
    expect(sql).toContain('revoke all on app."orders" from public, anon, authenticated;');
    expect(await expandFromTable(['order', '--from-table'], layout)).toEqual([
      'order',
      'status:enum(open|paid)',
      'total:decimal',
      '--from-table',
    ]);
  });

  it.each([
    [['ghost', '--from-table'], 'There is no table app.ghosts'],
    [['order', 'a:string', '--from-table'], 'takes no fields'],
  ])('refuses %j', async (args, message) => {
    const dir = await newProject();
    await expect(expandFromTable(args, findLayout(dir))).rejects.toThrow(message);
  });
});
