import { mkdir, mkdtemp, realpath, rm, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { migrationsCheck } from '../../conventions/checks/migrations.check.ts';
import { findProject } from '../../conventions/project.ts';

let root = '';
beforeEach(async () => {
  root = await realpath(await mkdtemp(join(tmpdir(), 'migrations-')));
});
afterEach(() => rm(root, { recursive: true, force: true }));

const folder = (): string => join(root, 'supabase', 'migrations');
const pathOf = (number: number): string => join(folder(), `2026010100000${number}_step.sql`);

/** Writes one migration for each text, in this order, and runs the check. */
async function check(...texts: readonly string[]) {
  await mkdir(folder(), { recursive: true });
  await Promise.all(texts.map((text, index) => writeFile(pathOf(index), text)));
  return migrationsCheck.run(findProject(root));
}

const places = (findings: Awaited<ReturnType<typeof check>>) =>
  findings.map(({ file, line }) => `${file.slice(folder().length + 1)}:${line}`);

/** The SQL that a message says to add. */
const advice = (message: string): string => /add(?: in a new migration)?: (.*;)/i.exec(message)?.[1] ?? '';

describe('the check of migrations', () => {
  it('has nothing to say where there is no supabase, no migration, or nothing in one', async () => {
    expect(await migrationsCheck.run({ root, top: root, supabase: null, today: new Date() })).toEqual([]);
    await mkdir(join(root, 'supabase'));
    expect(await migrationsCheck.run(findProject(root))).toEqual([]);
    expect(await check('', '\n\n', '-- nothing')).toEqual([]);
  });

  it('says what is wrong, which section says why, and what to write', async () => {
    const [finding] = await check('\n-- notes\ncreate table app.notes (id int);');
    expect(finding).toMatchObject({ rule: 'conventions/migrations', line: 3, column: 1, severity: 'error' });
    expect(finding?.file).toBe(pathOf(0));
    expect(finding?.message).toContain('The table app.notes has no row-level security');
    expect(finding?.message).toContain('PATTERNS.md › Tables: ');
    expect(finding?.message).toContain('alter table app.notes enable row level security;');
  });

  it.each([
    ['a bare table', 'create table app."Odd ""name" (id int);'],
    [
      'a table that is granted',
      'create table app.notes (id int, owner_id uuid); grant select, insert, delete on app.notes to authenticated;',
    ],
    [
      'a policy that is dropped',
      `create table app.notes (id int, owner_id uuid); alter table app.notes enable row level security;
       revoke all on app.notes from anon, authenticated; grant select on app.notes to authenticated;
       create policy p on app.notes for select to authenticated using (true); drop policy p on app.notes;`,
    ],
    ['a view', 'create view app.seen as select 1;'],
    ['a materialized view', 'create materialized view app.totals as select 1;'],
    [
      'a function',
      'create function app.f(a integer, b text[]) returns int language sql security definer as $$ select 1 $$;',
    ],
  ])('is content with %s once a later migration has the SQL that it gives', async (_, sql) => {
    const found = await check(sql);
    expect(found.length).toBeGreaterThan(0);
    const repair = found.map(({ message }) => advice(message));
    expect(await check(sql, repair.join('\n'))).toEqual([]);
  });

  it('blames the drop where the policy was there, and the grant where it comes later', async () => {
    const table = `create table app.notes (id int, owner_id uuid);
alter table app.notes enable row level security;
revoke all on app.notes from public, anon, authenticated;
grant select on app.notes to authenticated, service_role;
create policy reads on app.notes for select to authenticated using (owner_id = auth.uid());
create policy deletes on app.notes for delete to authenticated using (owner_id = auth.uid());`;
    const grant = 'grant delete on app.notes to authenticated;';
    const dropped = 'drop policy deletes on app.notes;';
    expect(await check(table, grant)).toEqual([]);
    expect(places(await check(table, grant, dropped))).toEqual(['20260101000002_step.sql:1']);
    expect(places(await check(table, dropped, `\n${grant}`))).toEqual(['20260101000002_step.sql:2']);
    expect(await check(table, `${grant}${dropped}`, 'revoke delete on app.notes from authenticated;')).toEqual([]);
  });

  it('counts the columns of a grant that are revoked one by one', async () => {
    const table = `create table app.notes (id int, title text, body text);
alter table app.notes enable row level security;
revoke all on app.notes from public, anon, authenticated;
grant select on app.notes to service_role;
create policy nobody on app.notes for select to authenticated using (false);
grant insert (title, body) on app.notes to authenticated;
revoke insert (title) on app.notes from authenticated;`;
    expect(places(await check(table))).toEqual(['20260101000000_step.sql:6']);
    expect(await check(table, 'revoke insert (body) on app.notes from authenticated;')).toEqual([]);
    expect(await check(table, 'revoke insert on app.notes from authenticated;')).toEqual([]);
  });

  it('gives the line of an error, of the file that has it, and reads the others', async () => {
    const found = await check('-- é 😀\nselect 1;\ncreate tabel app.x ();', 'create table app.y (id int);');
    expect(places(found)).toEqual(['20260101000000_step.sql:3', '20260101000001_step.sql:1']);
    expect(found[0]?.message).toContain('syntax error at or near "tabel"');
    expect(found[0]?.message).not.toContain('node_modules');
  });

  it('tells what cannot be read: too deep, a zero byte, a loop of links, a folder that is none', async () => {
    const deep = `create policy p on app.x for delete to editor using (${'not '.repeat(5000)}true);`;
    const brackets = `select ${'('.repeat(200_000)}1${')'.repeat(200_000)};`;
    await mkdir(folder(), { recursive: true });
    await symlink(pathOf(4), pathOf(4));
    const found = await check(deep, brackets, 'select 1;\n\0create table app.x (id int);');
    expect(places(found)).toEqual([
      '20260101000000_step.sql:1',
      '20260101000001_step.sql:1',
      '20260101000002_step.sql:2',
      '20260101000004_step.sql:1',
    ]);
    expect(found[3]?.message).toContain('ELOOP');

    await rm(folder(), { recursive: true });
    await writeFile(folder(), 'not a folder');
    expect((await migrationsCheck.run(findProject(root))).map(({ file }) => file)).toEqual([folder()]);
  });

  it('finds the one bad table at the end of 10,000 lines', async () => {
    const rows = Array.from({ length: 9_999 }, (_, index) => `insert into app.notes (title) values ('${index}; é');`);
    const found = await check([...rows, 'create table app.last (id int);'].join('\n'));
    expect(places(found)).toEqual(['20260101000000_step.sql:10000']);
  });

  it('reports in the order of files and lines', async () => {
    const bad = 'create view app.a as select 1;\ncreate table app.b (id int);\ndo $$ begin grant a to b; end $$;';
    expect(places(await check(bad, bad.replaceAll('app.', 'other.')))).toEqual(
      ['20260101000000_step.sql', '20260101000001_step.sql'].flatMap((name) =>
        [1, 2, 3].map((line) => `${name}:${line}`),
      ),
    );
  });
});
