import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { cpSync, existsSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout } from 'node:timers/promises';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { runNode } from './support/run-node.ts';
import { type TempProject, tempProject, withGenerators } from './support/temp-project.ts';

const template = 'generators/test/stand-in/templates/schema.hbs';
const clean = `process.stdout.write('{"ok":true,"findings":[]}\\n');\n`;
const finding = { file: 'src/schemas/invoice.schema.ts', line: 1, rule: 'conventions/x', severity: 'error', message: 'No.' }; // prettier-ignore
const finds = `process.stdout.write('${JSON.stringify({ findings: [finding] })}');\n`;

// A small project that the real tsc checks; each test says what lint answers.
let project: TempProject;
let before: Record<string, string>;
beforeEach(() => {
  project = withGenerators(tempProject());
  const compilerOptions = { strict: true, module: 'nodenext', target: 'es2024', types: [] };
  project.write('tsconfig.json', JSON.stringify({ compilerOptions, include: ['src'] }));
  project.write('conventions/lint.ts', clean);
  before = project.files();
});
afterEach(() => project.remove());

const args = ['generators/generate.ts', 'resource', 'invoice', 'number:string'];
const generate = (...flags: string[]) => runNode(project.project, [...args, ...flags], 60_000);
const schema = 'src/schemas/invoice.schema.ts';
const lintWith = (script: string): void => {
  project.write('conventions/lint.ts', script);
  before = project.files();
};

describe('generate, after it has written', () => {
  it('says nothing where lint and types are clean', async () => {
    expect(await generate()).toMatchObject({ code: 0, stderr: '' });
    expect(existsSync(join(project.project, schema))).toBe(true);
  });

  it('takes all back where lint finds something, and shows it', async () => {
    lintWith(finds);
    const { code, stdout, stderr } = await generate();
    expect({ code, stdout }).toEqual({ code: 1, stdout: '' });
    expect(stderr).toContain(`${schema}:1  No.  conventions/x\n\nNothing was changed`);
    expect(project.files()).toEqual(before);
  });

  it('takes all back where a type is wrong in what it wrote, and shows it', async () => {
    project.write(template, `${project.read(template)}\nexport const broken: number = 'x';\n`);
    const { code, stderr } = await generate();
    expect(code).toBe(1);
    expect(stderr).toMatch(/src\/schemas\/invoice\.schema\.ts\(\d+,14\): error TS2322: [^]*Nothing was changed/);
    expect(project.files()).toEqual(before);
  });

  it('does not answer for what was wrong before', async () => {
    project.write('src/mine.ts', `export const broken: number = 'x';\n`);
    expect(await generate()).toMatchObject({ code: 0, stderr: '' });
  });

  it('keeps the files with --keep, and says the same', async () => {
    lintWith(finds);
    const { code, stdout } = await generate('--keep', '--json');
    expect(code).toBe(1);
    expect(JSON.parse(stdout)).toMatchObject({ ok: false, error: expect.stringMatching(/No\.[^]*files were kept/) });
    expect(existsSync(join(project.project, schema))).toBe(true);
  });

  it('looks at nothing with --no-check', async () => {
    lintWith(finds);
    expect(await generate('--no-check')).toMatchObject({ code: 0, stderr: '' });
  });

  it('takes all back where a tool crashes, and shows how', async () => {
    lintWith(`throw new Error('half-edited');\n`);
    expect(await generate()).toMatchObject({ code: 1, stderr: expect.stringMatching(/Lint could not be checked.*\n?[^]*half-edited/) }); // prettier-ignore
    expect(project.files()).toEqual(before);
  });

  it('goes on in a project without the tools, and says so', async () => {
    rmSync(join(project.project, 'conventions'), { recursive: true });
    expect(await generate()).toMatchObject({ code: 0, stderr: expect.stringMatching(/neither linted nor type-checked: the project has no conventions/) }); // prettier-ignore
  });
});

describe('generate, stopped while it checks', () => {
  const hangs = `require('node:fs').writeFileSync('started', String(process.pid));\nsetInterval(() => {}, 1000);\n`;

  /** Starts a generate and waits until its lint runs. Returns how it ended after the signal, and the lint's process. */
  const stopped = async (signal: NodeJS.Signals) => {
    project.write('conventions/lint.ts', hangs.replace('require(', `process.getBuiltinModule(`));
    before = project.files();
    const { NODE_OPTIONS: _jestsOwn, ...env } = process.env;
    const child = spawn(process.execPath, args, { cwd: project.project, env, stdio: 'ignore', timeout: 30_000 });
    const deadline = Date.now() + 15_000;
    while (!existsSync(join(project.project, 'started')) && Date.now() < deadline) await setTimeout(20);
    await setTimeout(20);
    const lint = Number(project.read('started'));
    rmSync(join(project.project, 'started'));
    expect(existsSync(join(project.project, schema))).toBe(true);
    child.kill(signal);
    const [code] = await once(child, 'close');
    return { code, lint };
  };
  const isAlive = (pid: number): boolean => {
    try {
      return process.kill(pid, 0);
    } catch {
      // No process has this id.
      return false;
    }
  };

  it.each(['SIGINT', 'SIGTERM', 'SIGHUP'] as const)(
    'puts everything back on %s, and stops its tools',
    async (signal) => {
      const { code, lint } = await stopped(signal);
      expect(code).toBe(1);
      expect(isAlive(lint)).toBe(false);
      expect(project.files()).toEqual(before);
    },
  );

  it('is undone by the next command when it was killed', async () => {
    const { lint } = await stopped('SIGKILL');
    process.kill(lint, 'SIGKILL');
    const { code, stderr } = await runNode(project.project, ['generators/destroy.ts', 'resource', 'invoice']);
    expect(stderr).toMatch(/killed half-way; undone: .*invoice\.schema\.ts[^]*Nothing is known of/);
    expect(code).toBe(1);
    expect(project.files()).toEqual(before);
  });
});

describe('generate in a whole project', () => {
  const kit = [join(import.meta.dirname, '../../template'), join(import.meta.dirname, '../..')].find((folder) =>
    existsSync(join(folder, 'conventions/lint.ts')),
  );

  it('has its own lint and its own types find what a broken template writes', async () => {
    for (const part of ['conventions', 'eslint.config.js', 'tsconfig.json', 'prettier.config.js', 'package.json']) {
      cpSync(join(kit ?? '', part), join(project.project, part), { recursive: true });
    }
    project.write(template, 'export class Invoice {\n  total: number = "x";\n}\n');
    project.write('generators/migration/templates/migration.hbs', 'create table app.bare (id uuid primary key);\n');
    before = project.files();
    const { code, stderr } = await generate();
    expect(code).toBe(1);
    expect(stderr).toMatch(/invoice\.schema\.ts:1 .*conventions\/no-classes/);
    expect(stderr).toMatch(/invoice\.schema\.ts\(2,3\): error TS2322/);
    expect(project.files()).toEqual(before);
    const bare = await runNode(project.project, ['generators/generate.ts', 'migration', 'add_bare'], 60_000);
    expect(bare).toMatchObject({
      code: 1,
      stderr: expect.stringMatching(/_add_bare\.sql:1 .*conventions\/migrations/),
    });
    expect(project.files()).toEqual(before);
  }, 60_000);
});
