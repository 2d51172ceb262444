import { existsSync, readFileSync, symlinkSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { z } from 'zod';
import { generators } from '../generators.ts';
import { generateCommand } from '../lib/generate-command.ts';
import { withLock } from '../lib/lock.ts';
import type { Layout } from '../lib/project-layout.ts';
import { parseResourceArguments } from '../lib/resource-arguments.ts';
import { resourcePlan } from './stand-in/resource.generator.ts';
import { runCommand } from './support/run-command.ts';
import { type TempProject, tempProject } from './support/temp-project.ts';

// The real command, its arguments and its next steps, on templates that are a line long.
const standIns = generators.map((generator) => ({
  ...generator,
  prepare: async (args: readonly string[]) => {
    const { next } = await generator.prepare(args);
    const { names, fields } = parseResourceArguments(args);
    return { next, plan: (layout: Layout, now: Date) => resourcePlan({ names, fields, layout, now }) };
  },
}));

let project: TempProject;
beforeEach(() => {
  project = tempProject();
  project.write('prettier.config.mjs', 'export default { printWidth: 120, singleQuote: true };\n');
});
afterEach(() => project.remove());

const run = (cwd: string, args: readonly string[]) =>
  runCommand((command) => generateCommand({ ...command, generators: standIns }), cwd, args);
// What is written here is no whole project that could be checked: see check-written.test.ts.
const generate = (...args: string[]) => run(project.project, args.length === 0 ? args : [...args, '--no-check']);

/** The paths of what a run added, the time in a migration's name left out. */
const added = (before: Record<string, string>): string[] =>
  Object.keys(project.files())
    .filter((path) => !(path in before))
    .map((path) => path.replace(/\d{14}/, '<time>'));

const jsonOf = (stdout: string) =>
  z
    .strictObject({
      ok: z.boolean(),
      files: z.array(z.strictObject({ path: z.string(), action: z.string() })),
      following: z.array(z.strictObject({ path: z.string(), following: z.array(z.string()) })),
      next: z.array(z.string()),
      error: z.string().nullable().default(null),
    })
    .parse(JSON.parse(stdout));

const invoice = ['resource', 'invoice', 'number:string:unique', 'total:decimal'];

describe('generate', () => {
  it.each([[[]], [['--help']], [['-h']]])('lists the generators with an example for %j', async (args) => {
    const { code, stdout, stderr } = await generate(...args);
    expect({ code, stderr }).toEqual({ code: 0, stderr: '' });
    expect(stdout).toMatch(
      /^resource: .*\n.*<name> \(<field:type.*\n {2}npm run generate -- resource invoice number:string:unique/,
    );
  });

  it('explains the fields in the help of a generator', async () => {
    const { code, stdout } = await generate('resource', '--help');
    expect(code).toBe(0);
    expect(stdout).toMatch(/Types: string, text, .*enum\(a\|b\|c\), references\. Modifiers: nullable, unique, index\./);
  });

  it('writes formatted files, shows the tree, and then finds nothing to do', async () => {
    const before = project.files();
    const first = await generate(...invoice);
    expect(first).toMatchObject({ code: 0, stderr: '' });
    expect(first.stdout).toMatch(
      /src\/\n {2}schemas\/\n {4}invoice\.schema\.ts {2}created\n {2}types\/\n[^]*Next:\n {2}npm run verify/,
    );
    expect(added(before)).toEqual([
      '.generated/resource-invoice.json',
      'src/schemas/invoice.schema.ts',
      'src/types/database.types.ts',
      'supabase/migrations/<time>_create_invoices.sql',
    ]);
    expect(project.read('src/schemas/invoice.schema.ts')).toBe(`export const invoiceColumns = ['number', 'total'];\n`);

    const after = project.files();
    const second = await generate(...invoice);
    expect(second).toMatchObject({ code: 0, stdout: expect.stringMatching(/^Nothing to do/) });
    expect(project.files()).toEqual(after);
  });

  it('shows with --dry-run what it would write, and changes nothing', async () => {
    project.write('src/types/database.types.ts', 'export type Other = 1;\n');
    const before = project.files();
    const { code, stdout } = await generate(...invoice, '--dry-run');
    expect(code).toBe(0);
    // The tree, and then what is in each new file and what changes in another.
    expect(stdout).toMatch(/^src\/\n {2}schemas\/\n {4}invoice\.schema\.ts {2}create\n/m);
    expect(stdout).toMatch(
      /create +src\/schemas\/invoice\.schema\.ts {2}\(1 lines\)\n {4}\+export const invoiceColumns = \['number', 'total'\];\n/,
    );
    expect(stdout).toMatch(
      /update +src\/types\/database\.types\.ts.*\n {4}@@ line 1 @@\n {4} export type Other = 1;\n {4}\+export type Invoice = 1;/,
    );
    expect(project.files()).toEqual(before);
  });

  it('prints nothing but JSON with --json', async () => {
    const { code, stdout, stderr } = await generate(...invoice, '--json');
    expect({ code, stderr }).toEqual({ code: 0, stderr: '' });
    const { ok, files, next } = jsonOf(stdout);
    expect(ok).toBe(true);
    expect(files.map(({ path, action }) => [path.replace(/\d{14}/, '<time>'), action])).toEqual([
      ['supabase/migrations/<time>_create_invoices.sql', 'create'],
      ['src/schemas/invoice.schema.ts', 'create'],
      ['src/types/database.types.ts', 'create'],
      ['.generated/resource-invoice.json', 'create'],
    ]);
    expect(next).not.toEqual([]);
  });

  describe('in a project that knows what is similar', () => {
    const similar = 'conventions/patterns/similar-files.ts';
    const real = [join(import.meta.dirname, '../../template', similar), join(import.meta.dirname, '../..', similar)];
    const modules = dirname(dirname(fileURLToPath(import.meta.resolve('fastify/package.json'))));
    beforeEach(() => {
      project.write(similar, readFileSync(real.find(existsSync) ?? similar, 'utf8'));
      symlinkSync(modules, join(project.project, 'node_modules'));
    });

    it('says which files of it the new ones follow, in a dry run, in the report and as JSON', async () => {
      project.write('src/schemas/order.schema.ts', 'export const orderColumns = 1;\n');
      project.write('src/schemas/person.schema.ts', 'export const personColumns = 1;\n');
      project.write('src/schemas/zebra.schema.ts', 'export const zebraColumns = 1;\n');
      const line =
        '\nsrc/schemas/invoice.schema.ts: Following the pattern of [src/schemas/order.schema.ts, src/schemas/person.schema.ts]\n';
      expect((await generate(...invoice, '--dry-run')).stdout).toContain(line);
      const { following } = jsonOf((await generate(...invoice, '--dry-run', '--json')).stdout);
      expect(following).toEqual([
        {
          path: 'src/schemas/invoice.schema.ts',
          following: ['src/schemas/order.schema.ts', 'src/schemas/person.schema.ts'],
        },
      ]);
      expect((await generate(...invoice)).stdout).toContain(`${line}\nNext:\n`);
      expect((await generate(...invoice)).stdout).not.toContain('Following');
    });

    it('says nothing where there is nothing to follow', async () => {
      const { stdout, stderr } = await generate(...invoice);
      expect(stdout).not.toContain('Following');
      expect(stderr).toBe('');
    });

    it('writes all the same where that cannot be told, and says why', async () => {
      project.write(similar, "throw new Error('half-edited');\n");
      const { code, stderr } = await generate(...invoice);
      expect({ code, stderr }).toEqual({ code: 0, stderr: 'The files to follow are not known: half-edited\n' });
      expect(project.read('src/schemas/invoice.schema.ts')).toContain('invoiceColumns');
    });
  });

  it('refuses files with other content and names them all, until it is forced', async () => {
    await generate(...invoice);
    project.write('src/schemas/invoice.schema.ts', 'mine\n');
    const edited = project.files();
    const other = ['resource', 'invoices', 'number:string'];
    for (const flags of [[], ['--dry-run']]) {
      const { code, stdout, stderr } = await generate(...other, ...flags);
      expect({ code, stdout }).toEqual({ code: 1, stdout: '' });
      expect(stderr).toMatch(/nothing was written:\n.*_create_invoices\.sql\n.*invoice\.schema\.ts\n\n.*--force/);
    }
    expect(project.files()).toEqual(edited);

    const forced = await generate(...other, '--force');
    expect(forced.code).toBe(0);
    expect(forced.stdout).toMatch(/^--force overwrites:\n[^]*-mine\n[^]*invoice\.schema\.ts {2}overwritten/);
    expect(project.read('src/schemas/invoice.schema.ts')).toBe(`export const invoiceColumns = ['number'];\n`);
    expect(Object.keys(project.files())).toEqual(Object.keys(edited));
  });

  it.each([
    [['resuorce', 'x'], /no generator "resuorce"\. Did you mean "resource"\?/],
    [['resource'], /has no name/],
    [['resource', '../../evil', 'a:strng'], /path[^]*not a type\. Did you mean "string"\?/],
    [['resource', 'x', 'a:string', '--dry'], /Unknown option '--dry'/],
    [['resource', 'x', 'a:string', '--json=1'], /--json/],
  ])('ends with code 2 for %j', async (args, message) => {
    const before = project.files();
    const { code, stdout, stderr } = await generate(...args);
    expect(code).toBe(2);
    expect(stdout + stderr).toMatch(message);
    expect(project.files()).toEqual(before);
  });

  it('reports a failure as JSON too', async () => {
    const { code, stdout, stderr } = await generate('resource', '1abc', 'a:string', '--json');
    expect({ code, stderr }).toEqual({ code: 2, stderr: '' });
    expect(jsonOf(stdout)).toMatchObject({ ok: false, files: [], error: expect.stringMatching(/digit/) });
  });

  it('refuses to run beside another generate', async () => {
    const before = project.files();
    const { code, stderr } = await withLock(project.project, () => generate(...invoice));
    expect(code).toBe(1);
    expect(stderr).toMatch(/Another generate is at work/);
    expect(project.files()).toEqual(before);
  });

  it('gives no preview of a project that a killed one left half-written', async () => {
    project.write('.generate-abc123/new-0', 'x');
    const before = project.files();
    const { code, stderr } = await generate(...invoice, '--dry-run');
    expect(code).toBe(1);
    expect(stderr).toMatch(/killed half-way/);
    expect(project.files()).toEqual(before);
  });

  it('writes nothing when one of its files cannot be written', async () => {
    project.write('src/types/database.types.ts/in-the-way', '');
    const before = project.files();
    const { code, stderr } = await generate(...invoice);
    expect(code).toBe(1);
    expect(stderr).toMatch(/database\.types\.ts is in the way/);
    expect(project.files()).toEqual(before);
  });

  it('ends with one message outside a project', async () => {
    const { code, stderr } = await run('/', invoice);
    expect(code).toBe(1);
    expect(stderr).toMatch(/^No project was found here: /);
  });
});
