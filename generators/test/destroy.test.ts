import { execFileSync } from 'node:child_process';
import { existsSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { generators } from '../generators.ts';
import { destroyCommand } from '../lib/destroy-command.ts';
import { downMigration } from '../lib/down-migration.ts';
import { generateCommand } from '../lib/generate-command.ts';
import type { Layout } from '../lib/project-layout.ts';
import { recover } from '../lib/recover.ts';
import { parseResourceArguments } from '../lib/resource-arguments.ts';
import { resourcePlan } from './stand-in/resource.generator.ts';
import { bigPlan } from './support/big-plan.ts';
import { runNode } from './support/run-node.ts';
import { runCommand } from './support/run-command.ts';
import { type TempProject, tempProject, withGenerators } from './support/temp-project.ts';

const killer = fileURLToPath(new URL('./support/signal-mid-destroy.ts', import.meta.url));

const standIns = generators.slice(0, 1).map((generator) => ({
  ...generator,
  prepare: async (args: readonly string[]) => {
    const { names, fields } = parseResourceArguments(args);
    return { next: [], plan: (layout: Layout, now: Date) => resourcePlan({ names, fields, layout, now }) };
  },
}));

let project: TempProject;
beforeEach(() => {
  project = tempProject();
  project.write('src/types/database.types.ts', 'export type Other = 1;\n');
});
afterEach(() => project.remove());

const run = (command: typeof destroyCommand, args: readonly string[]) => runCommand(command, project.project, args);
const generate = (...args: string[]) => run((command) => generateCommand({ ...command, generators: standIns }), args);
const destroy = (...args: string[]) => run(destroyCommand, args);

const git = (...args: string[]): void => {
  const { GIT_DIR: _dir, GIT_WORK_TREE: _tree, GIT_INDEX_FILE: _index, ...env } = process.env;
  execFileSync('git', ['-c', 'user.name=T', '-c', 'user.email=t@example.com', ...args], {
    cwd: project.project,
    env,
    timeout: 10_000,
  });
};

/** Every file and every folder. */
const tree = () => ({ files: project.files(), entries: readdirSync(project.project, { recursive: true }).sort() });
const migration = (end: string): string => Object.keys(project.files()).find((path) => path.endsWith(end)) ?? '';

describe('destroy', () => {
  it('leaves the tree as it was before, folders included, and knows nothing of it any more', async () => {
    const before = tree();
    await generate('resource', 'invoice', 'number:string');
    expect(existsSync(join(project.project, 'src/schemas'))).toBe(true);
    const { code, stdout, stderr } = await destroy('resource', 'invoice');
    expect({ code, stderr }).toEqual({ code: 0, stderr: '' });
    expect(stdout).toMatch(/invoice\.schema\.ts {2}deleted\n {2}types\/\n {4}database\.types\.ts {2}updated\n/);
    expect(tree()).toEqual(before);
    expect(await destroy('resource', 'invoice')).toMatchObject({
      code: 1,
      stderr: expect.stringContaining('there is no .generated/resource-invoice.json'),
    });
  });

  it.each([
    ['in the order they were made', ['invoice', 'order', 'item']],
    ['from the last to the first', ['item', 'order', 'invoice']],
    ['in another order', ['order', 'item', 'invoice']],
  ])('takes back several %s', async (_order, names) => {
    const before = tree();
    for (const name of ['invoice', 'order', 'item']) await generate('resource', name, 'number:string');
    for (const name of names) expect(await destroy('resource', name)).toMatchObject({ code: 0 });
    expect(tree()).toEqual(before);
  });

  it('knows a resource by any form of its name', async () => {
    const before = tree();
    await generate('resource', 'order-item', 'number:string');
    expect(await destroy('resource', 'OrderItems')).toMatchObject({ code: 0 });
    expect(tree()).toEqual(before);
  });

  it('takes back what a forced generate overwrote, to what it was', async () => {
    project.write('src/schemas/invoice.schema.ts', 'mine\n');
    const before = tree();
    await generate('resource', 'invoice', 'number:string', '--force');
    await generate('resource', 'invoice', 'total:decimal', '--force');
    expect(await destroy('resource', 'invoice')).toMatchObject({ code: 0 });
    expect(tree()).toEqual(before);
  });

  it('shows with --dry-run what it would do, and changes nothing', async () => {
    await generate('resource', 'invoice', 'number:string');
    const before = tree();
    const { code, stdout } = await destroy('resource', 'invoice', '--dry-run');
    expect(code).toBe(0);
    expect(stdout).toMatch(/^Would do[^]*delete +src\/schemas\/invoice\.schema\.ts[^]*-export type Invoice = 1;/);
    expect(tree()).toEqual(before);
  });

  it('prints nothing but JSON with --json', async () => {
    await generate('resource', 'invoice', 'number:string');
    const { stdout, stderr } = await destroy('resource', 'invoice', '--json');
    expect(stderr).toBe('');
    expect(JSON.parse(stdout)).toMatchObject({
      ok: true,
      files: expect.arrayContaining([{ path: 'src/schemas/invoice.schema.ts', action: 'delete' }]),
      notes: [],
    });
    expect(JSON.parse((await destroy('resource', 'invoice', '--json')).stdout)).toMatchObject({ ok: false });
  });

  it('refuses where files were edited since, names them, and changes nothing', async () => {
    await generate('resource', 'invoice', 'number:string');
    project.write('src/schemas/invoice.schema.ts', 'mine\n');
    project.write('src/types/database.types.ts', 'export type Other = 1;\nexport type Invoice = 2;\n');
    const before = tree();
    const { code, stderr } = await destroy('resource', 'invoice');
    expect(code).toBe(1);
    expect(stderr).toMatch(
      /edited since[^]*\n {2}src\/schemas\/invoice\.schema\.ts\n {2}src\/types\/database\.types\.ts\n/,
    );
    expect(tree()).toEqual(before);
  });

  it('says which later generate has to be taken back first', async () => {
    await generate('resource', 'invoice', 'number:string');
    const manifest = JSON.parse(project.read('.generated/resource-invoice.json'));
    const files = [{ ...manifest.files[1], action: 'update' }];
    project.write('.generated/field-invoice-notes.json', JSON.stringify({ generator: 'field', args: ['invoice', 'notes:text'], files })); // prettier-ignore
    project.write('src/schemas/invoice.schema.ts', 'changed\n');
    const { stderr } = await destroy('resource', 'invoice');
    expect(stderr).toContain('take these back first:\n  npm run destroy -- field invoice notes:text\n');
  });

  it('refuses where another table refers to it', async () => {
    await generate('resource', 'invoice', 'number:string');
    project.write(migration('_create_invoices.sql'), 'create table app."invoices" (id uuid);\n');
    project.write(
      'src/types/database.types.ts',
      `      items: {\n            referencedRelation: 'invoices';\n      };\n`,
    );
    const before = tree();
    const { code, stderr } = await destroy('resource', 'invoice');
    expect({ code, stderr }).toEqual({ code: 1, stderr: expect.stringContaining('rows of items refer to invoices') });
    expect(tree()).toEqual(before);
  });

  it('allows other changes that are not committed', async () => {
    git('init', '-q');
    git('add', '.');
    git('commit', '-qm', 'x');
    project.write('src/mine.ts', 'mine\n');
    await generate('resource', 'invoice', 'number:string');
    expect(await destroy('resource', 'invoice')).toMatchObject({ code: 0 });
    expect(project.read('src/mine.ts')).toBe('mine\n');
  });

  it.each([
    [[], 0, /^npm run destroy -- <generator>/],
    [['resource'], 2, /The name is missing/],
    [['resource', 'x', '--force'], 2, /Unknown option '--force'/],
    [['resource', '1x'], 2, /digit/],
  ])('answers %j with code %i', async (args, code, text) => {
    const answer = await destroy(...args);
    expect(answer.code).toBe(code);
    expect(answer.stdout + answer.stderr).toMatch(text);
  });
});

describe('a migration that may have been applied', () => {
  const sql = 'create table app."invoices" (id uuid);\nalter table app."users" add column invoice text;\n';
  /** Generates, with a migration that makes a table. */
  const generated = async (text = sql): Promise<string> => {
    await generate('resource', 'invoice', 'number:string');
    const path = migration('_create_invoices.sql');
    const manifest = JSON.parse(project.read('.generated/resource-invoice.json'));
    project.write(path, text);
    const { hashOf } = await import('../lib/journal.ts');
    manifest.files[0].hash = hashOf(text);
    project.write('.generated/resource-invoice.json', JSON.stringify(manifest));
    return path;
  };

  it.each([
    ['committed', () => ['init', 'add', 'commit'].forEach((word) => git(word, ...({ add: ['.'], commit: ['-qm', 'x'] }[word] ?? ['-q']))), /it is committed/],
    ['in the data of npm run dev', () => project.write('.stack/dev/db/base/1', `\0${migration('_create_invoices.sql').slice(20, 34)}\0`), /npm run dev` has applied it/],
  ])('stays when it is %s, and another takes it back', async (_where, apply, why) => {
    const path = await generated();
    apply();
    const { code, stdout } = await destroy('resource', 'invoice');
    expect(code).toBe(0);
    expect(stdout).toMatch(why);
    expect(project.read(path)).toBe(sql);
    expect(project.read(migration('_take_back_create_invoices.sql'))).toMatch(
      /\n\nalter table "app"\."users" drop column "invoice";\ndrop table "app"\."invoices";\n$/,
    );
    expect(migration('_take_back_create_invoices.sql') > path).toBe(true);

    await generate('resource', 'invoice', 'number:string');
    const all = Object.keys(project.files()).filter((file) => file.endsWith('create_invoices.sql'));
    expect(all).toHaveLength(3);
  }); // prettier-ignore

  it.each([
    ['insert into app.users default values;\n', 'InsertStmt'],
    ['create tabel x;\n', 'not SQL'],
  ])('is left to people where it says %j', async (text, why) => {
    await generated(text);
    project.write('.stack/dev/db/base/1', migration('_create_invoices.sql').slice(20, 34));
    const before = tree();
    const { code, stderr } = await destroy('resource', 'invoice');
    expect({ code, stderr }).toEqual({ code: 1, stderr: expect.stringContaining(why) });
    expect(tree()).toEqual(before);
  });
});

describe('downMigration', () => {
  it('drops tables before the functions of their triggers, and leaves functions that others share', async () => {
    const sql = `create function app.own() returns trigger language plpgsql as $$ begin return new; end $$;
create or replace function app.shared() returns trigger language plpgsql as $$ begin return new; end $$;
revoke execute on function app.shared() from public;
create table app.notes (id uuid);
create trigger own before update on app.notes for each row execute function app.own();\n`;
    expect(await downMigration('supabase/migrations/1_x.sql', sql)).toMatch(
      /\n\ndrop table "app"\."notes";\ndrop function "app"\."own";\n$/,
    );
  });
});

describe('a destroy that is stopped in the middle', () => {
  const filled = () => {
    for (const { path, content } of bigPlan) project.write(path, content);
    return tree();
  };

  it('takes all away, the folders that are empty then too', async () => {
    const before = filled();
    expect(await runNode(project.project, [killer, 'SIGKILL', '99'])).toMatchObject({ code: 0, stderr: '' });
    expect(Object.keys(project.files())).toHaveLength(Object.keys(before.files).length - bigPlan.length);
    expect(existsSync(join(project.project, 'src/new'))).toBe(false);
    expect(existsSync(join(project.project, 'supabase/migrations'))).toBe(true);
  });

  it.each(['SIGTERM', 'SIGINT', 'SIGHUP'])('puts everything back on %s', async (signal) => {
    const before = filled();
    const { code, stderr } = await runNode(project.project, [killer, signal, '3']);
    expect(stderr).toMatch(/^Interrupted: nothing was changed/);
    expect(code).toBe(1);
    expect(tree()).toEqual(before);
  });

  it.each([1, 2, 3, 4])('is undone by the next one when it was killed after file %i', async (count) => {
    const before = filled();
    expect((await runNode(project.project, [killer, 'SIGKILL', String(count)])).signal).toBe('SIGKILL');
    expect(Object.keys(project.files())).not.toContain('src/new/deep/one.ts');
    expect(await recover(project.project)).toEqual([expect.stringMatching(/killed half-way; undone: /)]);
    const { '.generate.lock': _staleLock, ...files } = project.files();
    expect(files).toEqual(before.files);
  });
});

describe('npm run destroy', () => {
  it('takes back what npm run generate wrote', async () => {
    withGenerators(project);
    const before = project.files();
    const args = ['resource', 'invoice', 'number:string'];
    const generated = await runNode(project.project, ['generators/generate.ts', ...args, '--no-check']);
    expect(generated).toMatchObject({ code: 0, stderr: '' });
    expect(await runNode(project.project, ['generators/destroy.ts', ...args])).toMatchObject({ code: 0, stderr: '' });
    expect(project.files()).toEqual(before);
  });
});
