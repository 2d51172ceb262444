import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { generators } from '../generators.ts';
import { destroyCommand } from '../lib/destroy-command.ts';
import { generateCommand } from '../lib/generate-command.ts';
import { findLayout } from '../lib/project-layout.ts';
import { runCommand } from './support/run-command.ts';
import { type TempProject, tempProject } from './support/temp-project.ts';

const kit = findLayout(import.meta.dirname);
const types = readFileSync(join(kit.project, kit.app, 'src/types/database.types.ts'), 'utf8');

let project: TempProject;
beforeEach(() => {
  project = tempProject();
  project.write('src/types/database.types.ts', types);
  project.write('.prettierrc.json', '{ "printWidth": 120, "singleQuote": true }');
});
afterEach(() => project.remove());

const generate = (...args: string[]) =>
  runCommand((command) => generateCommand({ ...command, generators }), project.project, [...args, '--no-check']);
const destroy = (...args: string[]) => runCommand(destroyCommand, project.project, args);
const done = async (...args: string[]): Promise<string> => {
  const { code, stdout, stderr } = await generate(...args);
  expect({ code, stderr }).toEqual({ code: 0, stderr: '' });
  return stdout;
};

const schema = 'src/schemas/invoice.schema.ts';
const migration = (end: string): string => Object.keys(project.files()).find((path) => path.endsWith(end)) ?? '';
/** As if `npm run dev` had applied the migration that made the table. */
const apply = (end: string): void => project.write('.stack/dev/db/base/1', `\0${migration(end).slice(20, 34)}\0`);
/** The files of the code, without migrations and manifests. */
const code = (): Record<string, string> =>
  Object.fromEntries(Object.entries(project.files()).filter(([path]) => /^(?:src|test)\//.test(path)));

const everyType = [
  'body:text:nullable', 'quantity:integer:index', 'big:bigint', 'amount:decimal:nullable', 'done:boolean',
  'flag:boolean:nullable', 'day:date', 'at:datetime', 'token:uuid:unique', 'meta:json', 'status:enum(draft|sent)',
  'contact:email:unique', 'site:url:nullable', 'customer:references:nullable', 'parent:references(invoices):nullable',
]; // prettier-ignore

describe('generate field', () => {
  it('changes each file that the field shows in, writes a migration, and leaves the first one as it is', async () => {
    await done('resource', 'invoice', 'number:string:unique');
    const before = project.files();
    await done('field', 'invoice', 'notes:text:nullable', 'total:decimal');
    const after = project.files();
    expect(Object.keys(after).filter((path) => after[path] !== before[path])).toEqual([
      '.generated/field-invoice-notes-total.json',
      'src/repositories/invoice.repository.ts',
      schema,
      'src/types/database.types.ts',
      migration('_add_notes_total_to_invoices.sql'),
      'test/routes/v1/invoices.test.ts',
      'test/samples/invoice.sample.ts',
    ]);
    const sql = project.read(migration('_add_notes_total_to_invoices.sql'));
    expect(sql).toContain('alter table app."invoices" add column "notes" text check (char_length("notes") <= 10000);');
    expect(sql).toContain('grant insert ("notes", "total"), update ("notes", "total") on app."invoices" to authenticated;'); // prettier-ignore
  });

  it.each([
    ['nothing', []],
    ['--soft-delete --search', ['--soft-delete', '--search']],
    ['--public-read --events', ['--public-read', '--events']],
    ['--parent', ['--parent=orders']],
  ])('ends with the code that all fields at once would have made, with %s', async (_what, options) => {
    await done('resource', 'customer', 'name:string');
    await done('resource', 'order', 'name:string');
    const start = project.files();
    const fields = options.includes('--parent=orders') ? everyType.slice(0, -1) : everyType;
    await done('resource', 'invoice', 'number:string:unique', ...fields, ...options);
    const wanted = code();
    await destroy('resource', 'invoice');
    expect(project.files()).toEqual(start);

    await done('resource', 'invoice', 'number:string:unique', ...options);
    const made = project.files();
    const steps = [fields.slice(0, 1), fields.slice(1, 9), fields.slice(9)];
    for (const step of steps) await done('field', 'invoice', ...step);
    expect(code()).toEqual(wanted);
    for (const step of steps.toReversed())
      expect(await destroy('field', 'invoice', ...step)).toMatchObject({ code: 0, stderr: '' });
    expect(project.files()).toEqual(made);
  });

  it('changes nothing the second time, and says so', async () => {
    await done('resource', 'invoice', 'number:string');
    await done('field', 'invoice', 'notes:text:nullable');
    await done('field', 'invoice', 'total:decimal');
    const before = project.files();
    expect(await done('field', 'invoices', 'notes:text:nullable')).toMatch(/^Nothing to do/);
    expect(project.files()).toEqual(before);
    expect(await generate('field', 'invoice', 'notes:string')).toMatchObject({
      code: 1,
      stderr: expect.stringMatching(
        /in another way: field invoice notes:text[^]*npm run destroy -- field invoice notes/,
      ),
    });
    project.write(schema, project.read(schema).replaceAll(/.*notes:.*\n/g, ''));
    expect(await generate('field', 'invoice', 'notes:text:nullable')).toMatchObject({
      code: 1,
      stderr: expect.stringContaining('its files are not all there as they were written'),
    });
  });

  it('keeps what people wrote beside it, and gives it back with the field', async () => {
    await done('resource', 'invoice', 'number:string');
    const edited = `// Mine, above.\n${project.read(schema)}\nexport const mine = 1;\n`;
    project.write(schema, edited);
    await done('field', 'invoice', 'notes:text:nullable');
    const merged = project.read(schema);
    expect(merged).toMatch(/^\/\/ Mine, above\.\n[^]*notes: field\.text\(\)[^]*export const mine = 1;\n$/);
    expect(await destroy('field', 'invoice', 'notes')).toMatchObject({ code: 0 });
    expect(project.read(schema)).toBe(edited);
  });

  it('refuses where people changed the same lines, says where, and leaves the tree as it was', async () => {
    await done('resource', 'invoice', 'number:string');
    const edited = project.read(schema).replace('number: field.string(),', 'number: field.string().max(9),');
    project.write(schema, edited);
    const line = edited.split('\n').findIndex((text) => text.includes('.max(9)')) + 1;
    const before = project.files();
    for (const flags of [[], ['--dry-run'], ['--json']]) {
      const { code: exit, stdout, stderr } = await generate('field', 'invoice', 'notes:text:nullable', ...flags);
      expect(exit).toBe(1);
      expect(stdout + stderr).toContain(`${schema}:${line}`);
    }
    expect(project.files()).toEqual(before);

    expect(await done('field', 'invoice', 'notes:text:nullable', '--force')).toMatch(/-.*max\(9\)/);
    expect(project.read(schema)).not.toContain('max(9)');
    expect(await destroy('field', 'invoice', 'notes')).toMatchObject({ code: 0 });
    expect(project.files()).toEqual(before);
  });

  it('leaves out a test that people took out, and refuses where the schema is gone', async () => {
    await done('resource', 'invoice', 'number:string');
    const test = 'test/routes/v1/invoices.test.ts';
    const { rmSync } = await import('node:fs');
    rmSync(join(project.project, test));
    await done('field', 'invoice', 'notes:text:nullable');
    expect(Object.keys(project.files())).not.toContain(test);
    rmSync(join(project.project, schema));
    expect(await generate('field', 'invoice', 'total:decimal')).toMatchObject({
      code: 1,
      stderr: expect.stringContaining(`${schema} is not where the resource was generated`),
    });
  });

  it('has to be taken back before its resource', async () => {
    const start = project.files();
    await done('resource', 'invoice', 'number:string');
    await done('field', 'invoice', 'status:enum(draft|sent)');
    expect(await destroy('resource', 'invoice')).toMatchObject({
      code: 1,
      stderr: expect.stringContaining(`npm run destroy -- field invoice 'status:enum(draft|sent)'`),
    });
    expect(await destroy('field', 'invoice', 'nots')).toMatchObject({
      code: 1,
      stderr: expect.stringContaining('field invoice status'),
    });
    await destroy('field', 'invoice', 'status');
    await destroy('resource', 'invoice');
    expect(project.files()).toEqual(start);
  });

  it('is taken back by a migration where its own may have been applied', async () => {
    await done('resource', 'invoice', 'number:string', '--search');
    const before = code();
    await done('field', 'invoice', 'notes:text:nullable');
    apply('_add_notes_to_invoices.sql');
    expect(await destroy('field', 'invoice', 'notes')).toMatchObject({
      code: 0,
      stdout: expect.stringContaining('and what its columns hold with it'),
    });
    expect(code()).toEqual(before);
    expect(project.read(migration('_take_back_add_notes_to_invoices.sql'))).toMatch(
      /drop column "search_words";\nalter table "app"\."invoices" drop column "notes";\nalter table app\."invoices" add column search_words [^\n]*coalesce\("number", ''\)\)\) stored;\ncreate index/,
    );
    await done('field', 'invoice', 'notes:text:nullable');
    expect(Object.keys(project.files()).filter((path) => path.endsWith('add_notes_to_invoices.sql'))).toHaveLength(3);
  });
});

describe('a required field of a table that may hold rows', () => {
  beforeEach(async () => {
    await done('resource', 'customer', 'name:string');
    await done('resource', 'invoice', 'number:string');
    apply('_create_invoices.sql');
  });

  it.each([
    ['total:decimal', 'total:decimal:default(…) or total:decimal:nullable'],
    ['code:string:unique', 'any have none: code:string:unique:nullable'],
    ['customer:references', 'customer:references:nullable'],
  ])('is refused as %s, with the next step', async (field, next) => {
    const before = project.files();
    const { code: exit, stderr } = await generate('field', 'invoice', field);
    expect(exit).toBe(1);
    expect(stderr).toMatch(
      /may hold rows \(supabase\/migrations\/\d+_create_invoices\.sql: `npm run dev` has applied it\)/,
    );
    expect(stderr).toContain(next.replace('any have none: ', ''));
    expect(project.files()).toEqual(before);
  });

  it('gives these rows its default, and new ones none', async () => {
    await done('field', 'invoice', `title:string:default(It's)`, 'done:boolean:default(true)', 'on:boolean');
    const sql = project.read(migration('_add_title_done_on_to_invoices.sql'));
    expect(sql).toContain(`add column "title" text not null default 'It''s' check`);
    expect(sql).toContain('alter column "title" drop default;');
    expect(sql).toContain(`add column "done" boolean not null default 'true';`);
    expect(sql).toContain('alter column "done" set default false;');
    expect(sql).toContain('add column "on" boolean not null default false;');
    expect(project.read(schema)).toContain('title: field.string(),');
    expect(await done('field', 'invoice', 'title:string', 'done:boolean', 'on:boolean')).toMatch(/^Nothing to do/);
  });

  it.each([
    'n:integer:default(1.5)', 'n:integer:default(2147483648)', 'n:bigint:default(9223372036854775808)', 'n:decimal:default(1e3)',
    's:string:default( x)', 's:string:default()', 'd:date:default(2026-02-30)', 'a:datetime:default(2026-01-01)',
    'u:uuid:default(1)', 'j:json:default({)', 'j:json:default(null)', 'e:enum(a|b):default(c)', 'm:email:default(x)',
    'l:url:default(javascript:1)', 'b:boolean:default(yes)', 's:string:unique:default(x)', 'customer:references:default(x)',
    's:string:default(x):default(y)', 's:string:default',
  ])('takes no default like that of %s', async (field) => {
    expect(await generate('field', 'invoice', field)).toMatchObject({ code: 2 });
  }); // prettier-ignore
});

describe('what generate field refuses', () => {
  beforeEach(() => done('resource', 'invoice', 'number:string', '--soft-delete'));

  it.each([
    [[], 2, /has no name/],
    [['invoice'], 2, /no field to add/],
    [['../x', 'a:string'], 2, /path/],
    [['invoice', 'a:strng'], 2, /Did you mean "string"/],
    [['invoice', 'owner_id:uuid'], 2, /every resource has already/],
    [['invoice', 'constructor:string'], 2, /unsafe/],
    [['invoice', `${'x'.repeat(41)}:string`], 2, /at most 40/],
    [['invoice', 'number:text'], 2, /invoices have a column "number" already/],
    [['invoice', 'deleted_at:datetime'], 2, /"deleted_at" is what an option adds/],
    [['invoice', 'a:string', 'a:text'], 2, /More than one field has the column "a"/],
    [['invoise', 'a:string'], 1, /no resource invoise\. Did you mean "invoice"/],
    [['user_roles', 'a:string'], 2, /belongs to the application/],
    [['invoice', 'payer:references:nullable'], 1, /there is no such table/],
    [['invoice', 'parent:references(invoices)'], 2, /cannot be required/],
    [['invoice', 'a:string', '--soft-delete'], 2, /Generator field has no option/],
  ])('%j', async (args, exit, message) => {
    const before = project.files();
    const { code: ended, stderr } = await generate('field', ...args);
    expect(stderr).toMatch(message);
    expect(ended).toBe(exit);
    expect(project.files()).toEqual(before);
  });

  it('a resource that was written by hand, with what to do', async () => {
    project.write('.generated/resource-invoice.json', '{}');
    expect(await generate('field', 'invoice', 'a:string')).toMatchObject({ code: 1, stderr: expect.stringContaining('cannot be read') }); // prettier-ignore
    const { rmSync } = await import('node:fs');
    rmSync(join(project.project, '.generated'), { recursive: true });
    expect(await generate('field', 'invoice', 'a:string')).toMatchObject({
      code: 1,
      stderr: expect.stringMatching(
        /written by hand, or the file is lost[^]*npm run generate -- migration add_…_to_invoices/,
      ),
    });
  });

  it('a circle of references, however long', async () => {
    await done('resource', 'line', 'invoice:references');
    await done('resource', 'mark', 'line:references');
    expect(await generate('field', 'invoice', 'mark:references:nullable')).toMatchObject({
      code: 1,
      stderr: expect.stringContaining('rows of marks refer to invoices already'),
    });
  });

  it('keeps names of indexes and migrations within what PostgreSQL and file systems take', async () => {
    const long = ['a', 'b', 'c', 'd'].map((letter) => `${letter.repeat(40)}:string:index`);
    await done('field', 'invoice', ...long);
    const [name = ''] = Object.keys(project.files()).filter((path) => /_add_aaaa/.test(path));
    expect(name.length).toBeLessThan(110);
    expect(await done('field', 'invoice', ...long)).toMatch(/^Nothing to do/);
  });
});
