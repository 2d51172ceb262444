import { readFileSync } from 'node:fs';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { generators } from '../generators.ts';
import { destroyCommand } from '../lib/destroy-command.ts';
import { generateCommand } from '../lib/generate-command.ts';
import { runCommand } from './support/run-command.ts';
import { type TempProject, tempProject } from './support/temp-project.ts';

let project: TempProject;
beforeEach(() => {
  project = tempProject();
});
afterEach(() => project.remove());

const run = (command: typeof destroyCommand, args: readonly string[]) => runCommand(command, project.project, args);
const generate = (...args: string[]) => run((command) => generateCommand({ ...command, generators }), args);

const own = 'templates/handoff/report.hbs';
const report = 'handoff-reports/agent-3-backend.md';

describe('generate eject', () => {
  it("copies a generator's templates into the project, and destroy takes them away again", async () => {
    const before = project.files();
    expect(await generate('eject', 'handoff')).toMatchObject({ code: 0, stderr: '' });
    const original = readFileSync(new URL('../handoff/templates/report.hbs', import.meta.url), 'utf8');
    expect(project.read(own)).toBe(original);
    expect(await generate('eject', 'handoff')).toMatchObject({ stdout: expect.stringMatching(/^Nothing to do/) });
    expect(await run(destroyCommand, ['eject', 'handoff'])).toMatchObject({ code: 0 });
    expect(project.files()).toEqual(before);
  });

  it('has every template of a resource', async () => {
    await generate('eject', 'resource');
    expect(Object.keys(project.files())).toEqual(
      expect.arrayContaining(['templates/resource/schema.hbs', 'templates/resource/migration.hbs']),
    );
  });

  it('makes them win', async () => {
    project.write(own, 'Agent {{number}}, {{specialty}}\n');
    expect(await generate('handoff', '3', 'backend')).toMatchObject({ code: 0 });
    expect(project.read(report)).toBe('Agent 3, backend\n');
  });

  it('overwrites no template that was edited, until it is forced', async () => {
    project.write(own, 'mine\n');
    expect(await generate('eject', 'handoff')).toMatchObject({ code: 1, stderr: expect.stringContaining(own) });
    expect(project.read(own)).toBe('mine\n');
    expect(await generate('eject', 'handoff', '--force')).toMatchObject({ code: 0 });
    expect(project.read(own)).not.toBe('mine\n');
  });

  it.each([
    ['a block that is not closed', 'one\ntwo\n{{#if number}}\n', 4],
    ['a block that is closed as another', 'one\n{{#if number}}\n{{/each}}\n', 2],
    ['a name that is not there', 'one\n\n{{nmber}}\n', 3],
    ['half a name', 'one\n{{number}\n', 2],
  ])('says file and line of a template with %s, and writes nothing', async (_fault, text, line) => {
    project.write(own, text);
    const before = project.files();
    const { code, stderr } = await generate('handoff', '3', 'backend');
    expect(code).toBe(1);
    expect(stderr).toContain(`The template ${own}:${line} cannot be rendered: `);
    expect(stderr).toContain('Nothing was written.');
    expect(project.files()).toEqual(before);
  });

  // Its files are rendered at once: a failure of one must not pass those who wait for another.
  it.each(['service', 'event', 'migration'])('says it of the template %s of a resource', async (name) => {
    const types = new URL('../../template/src/types/database.types.ts', import.meta.url);
    project.write('src/types/database.types.ts', readFileSync(types, 'utf8'));
    project.write(`templates/resource/${name}.hbs`, '{{#if softDelete\n');
    const before = project.files();
    const { code, stderr } = await generate('resource', 'invoice', 'number:string', '--events');
    expect(code).toBe(1);
    expect(stderr).toContain(`The template templates/resource/${name}.hbs:1 cannot be rendered: `);
    expect(project.files()).toEqual(before);
  });

  it.each([
    [['eject'], /name of a generator is missing\.[^]*handoff/],
    [['eject', 'handof'], /no generator with templates\. Did you mean "handoff"/],
    [['eject', '../lib'], /no generator with templates/],
    [['eject', 'handoff', 'resource'], /"handoff resource" is no generator/],
  ])('ends with code 2 for %j', async (args, message) => {
    expect(await generate(...args)).toMatchObject({ code: 2, stderr: expect.stringMatching(message) });
  });
});
