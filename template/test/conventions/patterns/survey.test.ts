import { readFileSync, symlinkSync } from 'node:fs';
import { join, relative } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { patternsCheck } from '../../../conventions/checks/patterns.check.ts';
import { survey } from '../../../conventions/patterns/survey.ts';
import { findProject } from '../../../conventions/project.ts';
import { patternsOf, scratchProject, services } from './scratch-project.ts';

let project: ReturnType<typeof scratchProject>;
beforeEach(() => {
  project = scratchProject({ 'PATTERNS.md': patternsOf(services) });
});
afterEach(() => project.remove());

const findings = async (): Promise<string[]> => {
  const found = await patternsCheck.run(findProject(project.root));
  return found.map(({ file, line, message }) => `${relative(project.root, file)}:${line} ${message}`);
};
const row = async (name: string) => {
  const { rows } = await survey(findProject(project.root));
  const found = rows.find(({ detector }) => detector === name);
  if (found === undefined) throw new Error(`There is no row for ${name}.`);
  return found.measured;
};
const object = (name: string): string => `export const ${name}Service = {};\n`;
const writeObjects = (...names: readonly string[]): void => {
  for (const name of names) project.write(`src/services/${name}.service.ts`, object(name));
};

describe('the survey', () => {
  it('judges nothing in an empty project, and nothing of two', async () => {
    expect(await findings()).toEqual([]);
    writeObjects('a');
    project.write('src/services/b.service.ts', 'export class B {}');
    expect(await findings()).toEqual([]);
  });

  it('says which form is dominant instead, in numbers, with the places and what to do', async () => {
    writeObjects('a');
    project.write('src/services/b.service.ts', 'export class B {}');
    project.write('src/services/c.service.ts', '\nexport class C {}');
    expect(await findings()).toEqual([
      'PATTERNS.md:6 The pattern "services" is said to be "object literal", but 2 of 3 (66 %) are "class". PATTERNS.md › Discovery: what is written here and what the code does are held against each other. Change the code, or write `// pattern: services -- <reason>` above what must differ: src/services/b.service.ts:1 (class), src/services/c.service.ts:2 (class). Where the code is right, change this block.',
    ]);
  });

  it('takes the expected form for dominant where another is as frequent, and then looks at the share', async () => {
    writeObjects('a', 'b');
    for (const name of ['c', 'd']) project.write(`src/services/${name}.service.ts`, 'export class A {}');
    expect(await findings()).toEqual([
      expect.stringMatching(/^PATTERNS\.md:7 .*in 2 of 4 \(50 %\), and 80 % are demanded/),
    ]);
  });

  it('holds at exactly the share that is demanded', async () => {
    writeObjects('a', 'b', 'c', 'd');
    project.write('src/services/e.service.ts', 'export class E {}');
    expect(await findings()).toEqual([]);
    project.write('src/services/f.service.ts', 'export class F {}');
    expect(await findings()).toHaveLength(1);
  });

  it('names five outliers and counts the others', async () => {
    writeObjects('a');
    for (const name of 'bcdefgh') project.write(`src/services/${name}.service.ts`, 'export class A {}');
    const [finding] = await findings();
    expect(finding).toMatch(/src\/services\/f\.service\.ts:1 \(class\), 2 more \(npm run patterns\)\. /);
  });

  it('does not count what a comment justifies, on its line or above it, and keeps the reason', async () => {
    writeObjects('a', 'b', 'c');
    const marked = '// pattern: services -- a library asks for it\nexport class D {}\n';
    project.write('src/services/d.service.ts', marked);
    project.write('src/services/e.service.ts', 'export class E {} // pattern: services -- so does another\n');
    expect(await findings()).toEqual([]);
    const { total, share, outliers } = await row('service-form');
    expect({ total, share }).toEqual({ total: 3, share: 1 });
    expect(outliers.map(({ reason }) => reason)).toEqual(['a library asks for it', 'so does another']);
  });

  it('lets a comment at the end of a line speak for that line alone', async () => {
    project.write(
      'PATTERNS.md',
      patternsOf({ id: 'logs', detector: 'logging-form', expected: 'the logger in `log`', minimum: 1 }),
    );
    const calls = ['process.stdout.write(a); // pattern: logs -- not started yet', 'process.stdout.write(b);'];
    project.write('src/a.ts', [...calls, 'app.log.info(c);', 'app.log.info(d);', ''].join('\n'));
    expect((await row('logging-form')).outliers.map(({ line, reason }) => [line, reason])).toEqual([
      [1, 'not started yet'],
      [2, null],
    ]);
  });

  it('names two files of the usual length that have nothing but the dominant form', async () => {
    writeObjects('a', 'b', 'c');
    project.write('src/services/giant.service.ts', object('giant') + '// …\n'.repeat(500));
    project.write('src/services/class.service.ts', 'export class A {}\n');
    const { exemplars } = await row('service-form');
    expect(exemplars.map((file) => relative(project.root, file))).toEqual([
      'src/services/a.service.ts',
      'src/services/b.service.ts',
    ]);
  });

  it('reads Windows line ends', async () => {
    writeObjects('a', 'b', 'c');
    const marked = '// pattern: services -- a library asks for it\r\nexport class D {}\r\n';
    project.write('src/services/d.service.ts', marked);
    project.write('PATTERNS.md', `${patternsOf(services, services)}## Bare\n`.replaceAll('\n', '\r\n'));
    expect(await findings()).toEqual([
      expect.stringMatching(/^PATTERNS\.md:20 The section "Bare" has no block/),
      expect.stringMatching(/^PATTERNS\.md:14 There are two blocks with the id "services"/),
    ]);
  });

  it('finds a syntax error at its line, without a stack trace', async () => {
    project.write('src/services/broken.service.ts', 'export const a = 1;\n\nexport const = ;\n');
    const [finding, ...others] = await findings();
    expect(finding).toMatch(
      /^src\/services\/broken\.service\.ts:3 This file cannot be read, .*: Variable declaration expected/,
    );
    expect(finding).not.toMatch(/\n/);
    expect(others).toEqual([]);
  });

  it('reads a file of 10,000 lines, and one nested deeper than a function may call itself', async () => {
    project.write('src/services/long.service.ts', object('long') + 'await one();\n'.repeat(10_000));
    project.write('src/utils/deep.ts', `export const deep = ${'['.repeat(100_000)}${']'.repeat(100_000)};\n`);
    const { findings: found, rows } = await survey(findProject(project.root));
    const [deep, ...others] = found.map(({ file, message }) => `${relative(project.root, file)} ${message}`);
    expect(deep).toMatch(/^src\/utils\/deep\.ts This file cannot be read/);
    expect(others).toEqual([]);
    const waiting = rows.find(({ detector }) => detector === 'async-form');
    expect(waiting?.measured).toMatchObject({ total: 10_000, share: 1 });
  }, 60_000);

  it('comes to an end where links go round, and does not count a file twice', async () => {
    writeObjects('a', 'b', 'c');
    symlinkSync(join(project.root, 'src'), join(project.root, 'src/services/loop'));
    symlinkSync(join(project.root, 'src/services/a.service.ts'), join(project.root, 'src/services/same.service.ts'));
    expect((await row('service-form')).total).toBe(3);
  });

  it('looks past what nobody wrote by hand', async () => {
    for (const folder of [
      'node_modules/a/src',
      'dist/src',
      'coverage/src',
      '.stack/src',
      'test/conventions/canaries/src',
    ]) {
      project.write(`${folder}/services/a.service.ts`, 'export class A {');
    }
    expect(await findings()).toEqual([]);
    expect((await row('service-form')).total).toBe(0);
  });

  it('keeps what it found, looks again at what changed, and needs no cache', async () => {
    const cache = project.write('node_modules/.cache/patterns.json', 'half of a ca');
    writeObjects('a', 'b', 'c');
    expect((await row('service-form')).dominant).toBe('object literal');
    expect(Object.keys((JSON.parse(readFileSync(cache, 'utf8')) as { files: object }).files)).toHaveLength(3);
    expect((await row('service-form')).exemplars).toHaveLength(2);

    for (const name of ['b', 'c']) project.write(`src/services/${name}.service.ts`, 'export class A {}');
    expect((await row('service-form')).dominant).toBe('class');
    project.write('src/services/c.service.ts', 'export class {');
    expect(await findings()).toEqual([
      expect.stringMatching(/^src\/services\/c\.service\.ts:1 This file cannot be read/),
    ]);
    expect(await findings()).toHaveLength(1);

    const older = readFileSync(cache, 'utf8').replace(/"version":"\w+"/, '"version":"older"');
    project.write('node_modules/.cache/patterns.json', older.replaceAll('object literal', 'class'));
    expect((await row('service-form')).outliers).toHaveLength(1);
  });

  it('says so where the rules that are on cannot be loaded', async () => {
    project.write('conventions/eslint-config.ts', "throw new Error('half-edited');\n");
    expect(await findings()).toEqual([
      expect.stringMatching(/^conventions\/eslint-config\.ts:1 This cannot be loaded, .*: half-edited\. /),
    ]);
  });
});
