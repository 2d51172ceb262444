import { mkdir, symlink } from 'node:fs/promises';
import { join } from 'node:path';
import { afterEach, describe, expect, it } from '@jest/globals';
import { z } from 'zod';
import { checkFindings } from '../../../conventions/lint/check-findings.ts';
import { configWith, scratch } from './scratch.ts';

type Scratch = Awaited<ReturnType<typeof scratch>>;
const made: Scratch[] = [];
const start = async (files: Readonly<Record<string, string>>): Promise<Scratch> => {
  const project = await scratch(files);
  made.push(project);
  return project;
};
afterEach(async () => {
  for (const project of made.splice(0)) await project.remove();
});

const clean = 'export const a = 1;\n';

const jsonSchema = z.strictObject({
  ok: z.boolean(),
  findings: z.array(
    z.strictObject({
      rule: z.string(),
      file: z.string(),
      line: z.int().positive(),
      column: z.int().positive(),
      message: z.string(),
      severity: z.enum(['error', 'warning']),
    }),
  ),
});

const findingsOf = async ({ lint }: Scratch, ...args: readonly string[]) =>
  jsonSchema.parse(JSON.parse((await lint('--json', ...args)).stdout)).findings;

describe('npm run lint', () => {
  it('prints nothing but JSON with --json, and fails for an error', async () => {
    const project = await start({ 'src/utils/a.ts': 'var a = 1;\nexport { a };\n' });
    const { code, stdout, stderr } = await project.lint('--json', 'src/utils/a.ts');
    const { ok, findings } = jsonSchema.parse(JSON.parse(stdout));
    expect({ code, ok, stderr }).toEqual({ code: 1, ok: false, stderr: '' });
    expect(findings).toEqual([expect.objectContaining({ rule: 'no-var', file: 'src/utils/a.ts', line: 1 })]);
  });

  it('looks at a migration that is named, and at no other', async () => {
    const unprotected = (name: string): string => `create table app.${name} (id uuid primary key);\n`;
    const project = await start({
      'supabase/migrations/20260101000000_a.sql': `create schema app;\n${unprotected('a')}`,
      'supabase/migrations/20260101000001_b.sql': unprotected('b'),
    });
    const named = 'supabase/migrations/20260101000001_b.sql';
    const findings = await findingsOf(project, named);
    expect(findings.length).toBeGreaterThan(0);
    for (const finding of findings) expect(finding).toMatchObject({ rule: 'conventions/migrations', file: named });
  });

  it('says nothing where there is nothing to say', async () => {
    const project = await start({ 'src/utils/a.ts': clean });
    expect(await project.lint('src/utils/a.ts')).toEqual({ code: 0, stdout: '', stderr: '' });
  });

  it.each([
    [['--fux'], "Unknown option '--fux'"],
    [['src/none.ts'], 'There is no src/none.ts'],
    [['../'], 'does not belong to this project'],
    [['--baseline', 'src'], 'A baseline is of the whole project'],
  ])('ends with 2 and how it is used for %j', async (args, message) => {
    const project = await start({ 'src/utils/a.ts': clean });
    const { code, stdout, stderr } = await project.lint(...args);
    expect({ code, stdout }).toEqual({ code: 2, stdout: '' });
    expect(stderr).toContain(message);
    expect(stderr).toContain('Usage: npm run lint');
  });

  it('names file and line of a syntax error', async () => {
    const project = await start({ 'src/utils/a.ts': `${clean}export const b = (;\n` });
    const findings = await findingsOf(project);
    expect(findings).toContainEqual(expect.objectContaining({ rule: 'syntax', line: 2 }));
    expect(findings.map(({ message }) => message).join()).not.toContain('    at ');
  });

  it('is content with a project that is empty', async () => {
    expect(await findingsOf(await start({}))).toEqual([]);
  });

  it('finds the line in a file of 10,000 lines, and with the line ends of Windows', async () => {
    const lines = Array.from({ length: 9_999 }, (_, index) => `export const a${index} = ${index};`);
    const project = await start({
      'src/utils/long.ts': [...lines, 'var last = 1;', 'export { last };', ''].join('\n'),
      'src/utils/windows.ts': 'export const a = 1;\r\nvar b = 2;\r\nexport { b };\r\n',
    });
    const places = (await findingsOf(project)).map(({ file, line, rule }) => [file.split('/').at(-1), line, rule]);
    expect(places).toEqual([
      ['long.ts', 10_000, 'no-var'],
      ['windows.ts', 1, 'prettier'],
      ['windows.ts', 2, 'no-var'],
    ]);
  });

  it('ends in a folder that contains itself', async () => {
    const project = await start({ 'src/utils/a.ts': 'var a = 1;\nexport { a };\n' });
    await mkdir(join(project.cwd, 'src/loop'));
    await symlink('..', join(project.cwd, 'src/loop/again'));
    expect((await findingsOf(project)).map(({ rule }) => rule)).toEqual(['no-var']);
  });

  it('mends with --fix what can be mended', async () => {
    const project = await start({ 'src/utils/a.ts': 'export  const  a = 1;\nlet b = 2;\nexport { b };\n' });
    expect(await findingsOf(project)).toHaveLength(2);
    expect(await findingsOf(project, '--fix')).toEqual([]);
    expect(await findingsOf(project)).toEqual([]);
  });

  it('finds a rule that the configuration switches off', async () => {
    const project = await start({ 'src/utils/a.ts': clean });
    await project.write(
      'eslint.config.js',
      configWith("{ rules: { 'conventions/no-classes': 'off', eqeqeq: 'warn' } }"),
    );
    const found = (await findingsOf(project)).map(({ file, rule }) => [file.split('/').at(-1), rule]);
    expect(found.sort()).toEqual([
      ['eslint.config.js', 'conventions/no-classes'],
      ['eslint.config.js', 'eqeqeq'],
    ]);
  });

  it('names the file and the rule where a rule crashes', async () => {
    const project = await start({ 'src/utils/a.ts': clean });
    const rule = "{ create: () => ({ Program() { throw new Error('out of order'); } }) }";
    await project.write(
      'eslint.config.js',
      configWith(`{ plugins: { a: { rules: { b: ${rule} } } }, rules: { 'a/b': 'error' } }`),
    );
    const crashed = (await findingsOf(project)).filter(({ rule }) => rule === 'a/b');
    expect(crashed).toEqual([expect.objectContaining({ message: expect.stringContaining('out of order') })]);
  });

  it('takes a check that crashes for a failure', async () => {
    const run = () => Promise.reject(new Error('out of order'));
    const project = { root: '/a', top: '/a', supabase: null, today: new Date() };
    expect(await checkFindings([{ name: 'broken', run }], project)).toEqual([
      expect.objectContaining({
        rule: 'conventions/broken',
        severity: 'error',
        message: expect.stringContaining('out of order'),
      }),
    ]);
  });
});
