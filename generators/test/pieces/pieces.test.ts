import { readFileSync, symlinkSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { generators } from '../../generators.ts';
import { generateCommand } from '../../lib/generate-command.ts';
import { findLayout } from '../../lib/project-layout.ts';
import { runCommand } from '../support/run-command.ts';
import { type TempProject, tempProject } from '../support/temp-project.ts';

const real = findLayout(import.meta.dirname);
const source = (path: string): string => readFileSync(join(real.project, real.app, path), 'utf8');

/** An empty project, but for what the generators read of one. */
const newProject = (): TempProject => {
  const made = tempProject();
  for (const path of ['src/types/database.types.ts', 'src/config/config.ts', 'prettier.config.js'])
    made.write(path, source(path));
  made.write('package.json', '{ "type": "module" }\n');
  return made;
};

let project: TempProject;
beforeEach(() => {
  project = newProject();
});
afterEach(() => project.remove());

const generate = (...args: string[]) =>
  runCommand((command) => generateCommand({ ...command, generators }), project.project, args);

/** All that stands in the project's own code, the time in a migration's name left out. */
const code = (): Record<string, string> =>
  Object.fromEntries(
    Object.entries(project.files())
      .filter(([path]) => /^(src|test|supabase|docs)\//.test(path))
      .map(([path, text]) => [path.replace(/\d{14}_create/, '<time>_create'), text]),
  );

const fields = ['number:string:unique', 'total:decimal', 'due_on:date:nullable'];

describe('the pieces of a resource', () => {
  const order = [
    ['schema', 'invoice', ...fields],
    ['repository', 'invoices', ...fields],
    ['service', 'Invoice'],
    ['route', 'invoices', ...fields],
  ];

  it('are together, byte for byte, what the resource is', async () => {
    for (const piece of order) expect(await generate(...piece)).toMatchObject({ code: 0 });
    const pieces = code();
    project.remove();
    project = newProject();
    expect(await generate('resource', 'invoice', ...fields)).toMatchObject({ code: 0 });
    expect(pieces).toEqual(code());
  });

  it('change nothing at the second time', async () => {
    for (const piece of order) await generate(...piece);
    const before = project.files();
    for (const piece of order)
      expect(await generate(...piece)).toMatchObject({ code: 0, stdout: expect.stringMatching(/^Nothing to do/) });
    expect(project.files()).toEqual(before);
  });

  it('write the routes of a resource alone where no fields are given', async () => {
    for (const piece of order.slice(0, 3)) await generate(...piece);
    const { stdout } = await generate('route', 'invoices', '--json');
    const paths = JSON.parse(stdout).files.map(({ path }: { path: string }) => path);
    expect(paths.filter((path: string) => !path.startsWith('.generated/'))).toEqual([
      'src/routes/v1/invoices.route.ts',
    ]);
  });

  it('refuse what they would import and is missing, one after the other, and write nothing', async () => {
    const before = project.files();
    const refused = async (args: string[], message: RegExp) => {
      const { code: ended, stderr } = await generate(...args);
      expect(ended).toBe(1);
      expect(stderr).toMatch(message);
    };
    await refused(
      ['repository', 'invoice', ...fields],
      /needs src\/schemas\/invoice\.schema\.ts[^]*generate -- schema/,
    );
    await refused(['service', 'invoice'], /needs src\/schemas\/invoice\.schema\.ts[^]*generate -- schema invoice/);
    await refused(['route', 'invoice'], /needs src\/schemas\/invoice\.schema\.ts[^]*generate -- schema invoice/);
    expect(project.files()).toEqual(before);
    await generate(...(order[0] ?? []));
    await refused(['service', 'invoice'], /needs src\/repositories\/invoice\.repository\.ts[^]*-- repository invoice/);
    await refused(['route', 'invoice'], /needs src\/services\/invoice\.service\.ts[^]*generate -- service invoice/);
    project.write('src/repositories/invoice.repository.ts', 'export const invoices = {};\n');
    await refused(['service', 'invoice'], /needs invoiceRepository of .*which does not export it/);
  });

  it('take a table that is there as it is, and refuse one with other columns', async () => {
    for (const piece of order.slice(0, 2)) await generate(...piece);
    for (const path of Object.keys(project.files()))
      if (/_create_|\.repository\.|\.generated/.test(path)) project.write(path, '');
    const files = project.files();
    const { code: ended, stdout } = await generate('repository', 'invoice', ...fields, '--force', '--json');
    expect(ended).toBe(0);
    const changed = JSON.parse(stdout).files.map(({ path }: { path: string }) => path);
    expect(changed.filter((path: string) => !path.startsWith('.generated/'))).toEqual([
      'src/repositories/invoice.repository.ts',
    ]);
    expect(Object.keys(project.files()).filter((path) => path.endsWith('.sql'))).toEqual(
      Object.keys(files).filter((path) => path.endsWith('.sql')),
    );
    const other = await generate('repository', 'invoice', 'colour:string', '--force');
    expect(other).toMatchObject({ code: 1, stderr: expect.stringContaining('has no colour') });
  });

  it.each([
    [['schema', 'invoice'], /at least one field/],
    [['schema', '../evil', 'a:string'], /path/],
    [['repository', 'invoice', 'a:strng'], /Did you mean "string"/],
    [['service'], /has no name/],
    [['service', 'invoice', 'a:string'], /takes no fields/],
    [['service', 'error'], /belongs to the application/],
    [['route', 'constructor'], /JavaScript object/],
    [['route', 'basis'], /cannot be told apart/],
  ])('end with code 2 for %j', async (args, message) => {
    const { code: ended, stderr } = await generate(...args);
    expect(ended).toBe(2);
    expect(stderr).toMatch(message);
  });

  it('know the plurals of English', async () => {
    await generate('schema', 'people', 'name:string');
    expect(project.read('src/schemas/person.schema.ts')).toContain('personInputSchema');
    await generate('repository', 'Person', 'name:string');
    expect(project.read('src/repositories/person.repository.ts')).toContain("from('people')");
  });
});

describe('migration', () => {
  const migrations = () => Object.keys(project.files()).filter((path) => path.endsWith('.sql'));

  it('is empty, later than every other one, and the same at the second time', async () => {
    project.write('supabase/migrations/29990101000000_future.sql', '-- later\n');
    expect(await generate('migration', 'addNotes')).toMatchObject({ code: 0 });
    const [added = ''] = migrations().filter((path) => path.endsWith('_add_notes.sql'));
    expect(added).toBe('supabase/migrations/29990101000001_add_notes.sql');
    const statements = project.read(added).replace(/^--.*\n/gm, '');
    expect(statements.trim()).toBe('');
    expect(project.read(added)).toContain('enable row level security');
    expect(await generate('migration', 'add_notes')).toMatchObject({ stdout: expect.stringMatching(/^Nothing to do/) });
    expect(migrations()).toHaveLength(3);
  });
});

describe('decision', () => {
  it('has the next number, and keeps it', async () => {
    project.write('docs/decisions/0009-use-y.md', '# 9. Use y\n');
    project.write('docs/decisions/README.md', '');
    await generate('decision', 'use-x');
    expect(project.read('docs/decisions/0010-use-x.md')).toMatch(/^# 10\. Use x\n\n\*\*Choice\.\*\*[^]*\*\*Why\.\*\*/);
    project.write('docs/decisions/0011-use-z.md', '');
    expect(await generate('decision', 'use-x')).toMatchObject({ stdout: expect.stringMatching(/^Nothing to do/) });
  });

  it('is the first where there is none', async () => {
    await generate('decision', 'use-x');
    expect(project.read('docs/decisions/0001-use-x.md')).toMatch(/^# 1\. /);
  });
});

describe('client', () => {
  it('is configured, named in the example and parsed, and all of it once', async () => {
    project.write('.env.example', 'PORT=3000');
    expect(await generate('client', 'weather-data')).toMatchObject({ code: 0 });
    expect(project.read('.env.example')).toBe('PORT=3000\nWEATHER_DATA_URL=https://api.example.com\n');
    const config = project.read('src/config/config.ts');
    expect(config).toContain("import { weatherDataConfig } from './weather-data.config.ts';");
    expect(config.match(/\.\.\.weatherDataConfig\.shape/g)).toHaveLength(1);
    expect(config.length - source('src/config/config.ts').length).toBeLessThan(150);
    expect(project.read('src/clients/weather-data.ts')).toContain('weatherDataReplySchema.parse(');
    expect(await generate('client', 'weatherData')).toMatchObject({ stdout: expect.stringMatching(/^Nothing to do/) });
    expect(await generate('client', 'stocks')).toMatchObject({ code: 0 });
    expect(project.read('src/config/config.ts')).toMatch(/\.\.\.weatherDataConfig\.shape,\s+\.\.\.stocksConfig\.shape/);
  });

  it('refuses a configuration of another form, and writes nothing', async () => {
    project.write('src/config/config.ts', 'export const config = {};\n');
    const before = project.files();
    const { code: ended, stderr } = await generate('client', 'weather');
    expect({ ended, stderr }).toEqual({ ended: 1, stderr: expect.stringContaining('does not put the configuration') });
    expect(project.files()).toEqual(before);
  });
});

describe('prompt', () => {
  it('has a placeholder for each field, and a test', async () => {
    const { stdout } = await generate('prompt', 'summarise', 'text:text', 'max_words:integer');
    expect(stdout).toContain('npm run lint -- --fix');
    const text = project.read('src/prompts/summarise.prompt.ts');
    expect(text).toMatch(/export const summarisePrompt = \{\n {2}name: 'summarise',\n {2}version: 1,/);
    expect(text).toContain("content: 'Text: {{text}}\\nMax words: {{max_words}}'");
    expect(text).toContain('max_words: z.int32()');
    expect(project.read('test/prompts/summarise.prompt.test.ts')).toContain('max_words: 4321');
  });
});

describe('job', () => {
  it('has the fields of its payload, a test, and what to do next', async () => {
    const args = ['note:text:nullable', 'invoice_id:uuid', 'urgent:boolean', 'how:enum(mail|post)'];
    const { stdout } = await generate('job', 'sendReminder', ...args);
    expect(stdout).toContain('await jobService.enqueue(sendReminderJob, { … });');
    const text = project.read('src/jobs/send-reminder.job.ts');
    expect(text).toMatch(/export const sendReminderJob = defineJob\(\{\n {2}name: 'send-reminder',/);
    for (const line of [
      'note: field.text().nullable().default(null),',
      'invoice_id: field.uuid(),',
      'urgent: field.boolean().default(false),',
      "how: z.enum(['mail', 'post']),",
    ])
      expect(text).toContain(line);
    expect(project.read('test/jobs/send-reminder.job.test.ts')).toContain("it.each(['unknown', 'invoice_id', 'how'])");
    expect(await generate('job', 'send-reminder', ...args)).toMatchObject({
      stdout: expect.stringMatching(/^Nothing to do/),
    });
  });

  it('may have none', async () => {
    expect(await generate('job', 'clean-up')).toMatchObject({ code: 0 });
    const text = project.read('src/jobs/clean-up.job.ts');
    expect(text).toContain('payload: z.strictObject({}),');
    expect(text).not.toContain('field.schema');
  });
});

describe('plugin', () => {
  it('is written with its test, and never over one that is there', async () => {
    await generate('plugin', 'requestCost');
    expect(project.read('src/plugins/request-cost.ts')).toContain("name: 'request-cost'");
    expect(project.read('test/plugins/request-cost.test.ts')).toContain("hasPlugin('request-cost')");
    project.write('src/plugins/auth.ts', 'mine\n');
    expect(await generate('plugin', 'auth')).toMatchObject({
      code: 1,
      stderr: expect.stringContaining('plugins/auth.ts'),
    });
    expect(project.read('src/plugins/auth.ts')).toBe('mine\n');
  });
});

describe('test', () => {
  it.each([
    ['services/invoice', 'src/services/invoice.service.ts', 'test/services/invoice.service.test.ts'],
    ['src/services/invoice.service.ts', 'src/services/invoice.service.ts', 'test/services/invoice.service.test.ts'],
    ['utils/deep/clamp', 'src/utils/deep/clamp.ts', 'test/utils/deep/clamp.test.ts'],
  ])('mirrors src for %s', async (asked, file, expected) => {
    project.write(
      file,
      'const other = 1;\nexport type T = 1;\nexport const first = 1;\nexport function clamp(): void {}\n',
    );
    expect(await generate('test', asked)).toMatchObject({ code: 0 });
    const subject = file.includes('clamp') ? 'clamp' : 'first';
    const up = '../'.repeat(expected.split('/').length - 1);
    expect(project.read(expected)).toContain(`import { ${subject} } from '${up}${file}';`);
  });

  it('imports a default export, and refuses what runs nothing or is tested already', async () => {
    project.write('src/routes/v1/invoices.route.ts', 'export default route;\n');
    await generate('test', 'routes/v1/invoices');
    expect(project.read('test/routes/v1/invoices.route.test.ts')).toMatch(/import invoicesRoute from '/);
    project.write('src/routes/v1/orders.route.ts', 'export default route;\n');
    project.write('test/routes/v1/orders.test.ts', '');
    project.write('src/schemas/only.schema.ts', 'export type Only = 1;\n');
    const said = async (file: string) => (await generate('test', file)).stderr;
    expect(await said('routes/v1/orders')).toMatch(/has its tests already: test\/routes\/v1\/orders\.test\.ts/);
    expect(await said('schemas/only')).toMatch(/exports nothing that runs/);
    expect(await said('services/nobody')).toMatch(
      /There is no src\/services\/nobody\.ts, and no src\/services\/nobody\.service\.ts/,
    );
  });
});

describe.each(['migration', 'plugin', 'client', 'decision', 'prompt', 'job'])('the name of a %s', (piece) => {
  const rest = piece === 'prompt' ? ['text:text'] : [];

  it.each([
    ['', /no name/],
    ['../../evil', /path/],
    ['a/b', /path/],
    ['a.b', /path/],
    ['a\\b', /path/],
    ['__proto__', /JavaScript object/],
    ['constructor', /JavaScript object/],
    ['1st', /not a name/],
    ['a--b', /not a name/],
    ['a b', /not a name/],
    ['naïve', /ASCII/],
    ['x'.repeat(51), /at most 50/],
  ])('is refused when it is %j', async (name, message) => {
    const before = project.files();
    const { code: ended, stderr } = await generate(piece, name, ...rest);
    expect(ended).toBe(2);
    expect(stderr).toMatch(message);
    expect(project.files()).toEqual(before);
  });
});

it.each([
  [['client', 'class'], /word of JavaScript/],
  [['client', 'config'], /word of JavaScript/],
  [['client', 'fetch'], /word of JavaScript/],
  [['client', 'a', 'b'], /too much/],
  [['prompt', 'x'], /at least one field/],
  [['prompt', 'x', 'a'], /name:type/],
  [['prompt', 'x', 'Text:text'], /snake_case/],
  [['prompt', 'x', 'a:txt'], /Did you mean "text"/],
  [['prompt', 'x', 'a:constructor'], /not a type/],
  [['prompt', 'x', 'a:text', 'a:text'], /more than one field "a"/],
  [['prompt', 'x', 'constructor:text'], /JavaScript object/],
  [['job', 'x', 'a'], /Field "a": it is not written name:type/],
  [['job', 'x', 'a:uid'], /Field "a:uid": "uid" is not a type.* Did you mean "uuid"/],
  [['job', 'x', 'a:string:unique'], /only modifier is nullable/],
  [['job', 'x', 'who:references'], /a job refers by the id alone/],
  [['job', 'x', 'a:text', 'a:text'], /more than one field "a"/],
  [['job', 'x', '__proto__:text'], /it is not written name:type/],
  [['test'], /not said which/],
  [['test', '../server'], /does not name a file/],
  [['test', 'server'], /starts a process/],
  [['test', 'a', 'b'], /too much/],
])('ends with code 2 for %j', async (args, message) => {
  const before = project.files();
  const { code: ended, stderr } = await generate(...args);
  expect(ended).toBe(2);
  expect(stderr).toMatch(message);
  expect(project.files()).toEqual(before);
});

it.each([
  ['plugin', 'request-cost'],
  ['migration', 'add_notes'],
  ['client', 'weather'],
  ['job', 'send-reminder', 'id:uuid'],
  ['decision', 'use-x'],
])('shows %s in a dry run as JSON, and changes nothing', async (...args) => {
  const before = project.files();
  const { code: ended, stdout } = await generate(...args, '--dry-run', '--json');
  expect(ended).toBe(0);
  expect(JSON.parse(stdout)).toMatchObject({
    ok: true,
    files: expect.arrayContaining([expect.objectContaining({ action: 'create' })]),
  });
  expect(project.files()).toEqual(before);
});

it('is not written through a link that leads out of the project', async () => {
  const outside = tempProject();
  symlinkSync(outside.project, join(project.project, 'docs'));
  expect(await generate('decision', 'use-x')).toMatchObject({ code: 1, stderr: expect.stringContaining('leads out') });
  outside.remove();
});
