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
const generate = (...args: string[]) =>
  runCommand((command) => generateCommand({ ...command, generators }), project.project, [...args, '--no-check']);
const destroy = (...args: string[]) => runCommand(destroyCommand, project.project, args);

beforeEach(async () => {
  project = tempProject();
  project.write('src/types/database.types.ts', types);
  project.write('.prettierrc.json', '{ "printWidth": 120, "singleQuote": true }');
  await generate('resource', 'customer', 'name:string');
  await generate('resource', 'invoice', 'number:string');
});
afterEach(() => project.remove());

const code = (): Record<string, string> =>
  Object.fromEntries(Object.entries(project.files()).filter(([path]) => /^(?:src|test)\//.test(path)));

describe('generate relation', () => {
  it.each([
    [['invoice', 'belongs_to', 'customer'], 'customer:references'],
    [['Invoices', 'belongs_to', 'customers', 'nullable'], 'customer:references:nullable'],
    [['invoice', 'belongs_to', 'invoice', 'nullable'], 'invoice:references:nullable'],
  ])('%j is the field %s', async (args, field) => {
    const before = project.files();
    await generate('field', 'invoice', field);
    const wanted = code();
    await destroy('field', 'invoice', field);
    expect(project.files()).toEqual(before);
    expect(await generate('relation', ...args)).toMatchObject({ code: 0, stderr: '' });
    expect(code()).toEqual(wanted);
    expect(await generate('relation', ...args)).toMatchObject({
      code: 0,
      stdout: expect.stringMatching(/^Nothing to do/),
    });
    expect(await destroy('relation', ...args.slice(0, 3))).toMatchObject({ code: 0, stderr: '' });
    expect(project.files()).toEqual(before);
  });

  it('is known to the fields that come after it', async () => {
    await generate('relation', 'invoice', 'belongs_to', 'customer');
    const before = project.files();
    expect(await generate('field', 'invoice', 'notes:text')).toMatchObject({ code: 0, stderr: '' });
    expect(project.read('src/schemas/invoice.schema.ts')).toMatch(
      /customer_id: field\.uuid\(\),\n {2}notes: field\.text\(\)/,
    );
    expect(await generate('field', 'invoice', 'customer:references')).toMatchObject({
      code: 2,
      stderr: expect.stringContaining('have a column "customer_id" already'),
    });
    await destroy('field', 'invoice', 'notes');
    expect(project.files()).toEqual(before);
  });

  it('is refused where rows may be there that belong to none', async () => {
    const [created = ''] = Object.keys(project.files()).filter((path) => path.endsWith('_create_invoices.sql'));
    project.write('.stack/dev/db/base/1', created.slice(20, 34));
    expect(await generate('relation', 'invoice', 'belongs_to', 'customer')).toMatchObject({
      code: 1,
      stderr: expect.stringContaining('customer:references(customers):nullable'),
    });
    expect(await generate('relation', 'invoice', 'belongs_to', 'customer', 'nullable')).toMatchObject({ code: 0 });
  });

  it.each([
    [[], 2, /has no name/],
    [['invoice'], 2, /"belongs_to" is missing/],
    [['invoice', 'belongs_to'], 2, /other resource is missing/],
    [['invoice', 'belong_to', 'customer'], 2, /Did you mean "belongs_to"/],
    [['customer', 'has_many', 'invoices'], 2, /other side: relation invoices belongs_to customer/],
    [['invoice', 'belongs_to', 'customer', 'nulable'], 2, /Did you mean "nullable"/],
    [['invoice', 'belongs_to', 'customer', 'nullable', 'x'], 2, /not understood/],
    [['invoice', 'belongs_to', '../x'], 2, /path/],
    [['invoice', 'belongs_to', 'customr'], 1, /no such table/],
    [['invoise', 'belongs_to', 'customer'], 1, /Did you mean "invoice"/],
    [['invoice', 'belongs_to', 'invoice'], 2, /cannot be required/],
    [['invoice', 'belongs_to', 'a'.repeat(36)], 2, /at most/],
  ])('refuses %j', async (args, exit, message) => {
    const before = project.files();
    const { code: ended, stderr } = await generate('relation', ...args);
    expect(stderr).toMatch(message);
    expect(ended).toBe(exit);
    expect(project.files()).toEqual(before);
  });
});
