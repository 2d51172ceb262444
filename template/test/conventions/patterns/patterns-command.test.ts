import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { text } from 'node:stream/consumers';
import { afterAll, beforeAll, describe, expect, it, jest } from '@jest/globals';
import { patternsOf, scratchProject, services } from './scratch-project.ts';

const template = join(import.meta.dirname, '../../..');

/** Runs `npm run patterns` as npm does, at most 50 seconds. */
async function patterns(root: string, ...args: readonly string[]) {
  const { NODE_OPTIONS: _jestsOwn, ...env } = process.env;
  const started = performance.now();
  const child = spawn(process.execPath, ['conventions/patterns.ts', ...args], {
    cwd: root,
    env,
    stdio: ['ignore', 'pipe', 'pipe'],
    timeout: 50_000,
  });
  const [stdout, stderr, [code]] = await Promise.all([text(child.stdout), text(child.stderr), once(child, 'exit')]);
  return { stdout, stderr, code: code as number | null, seconds: (performance.now() - started) / 1000 };
}

// Processes that load a parser, beside other tests on a busy machine.
jest.setTimeout(60_000);

describe('npm run patterns', () => {
  const project = scratchProject();
  beforeAll(() => {
    project.withConventions();
    project.write('PATTERNS.md', patternsOf(services));
    for (const name of ['a', 'b', 'c']) project.write(`src/services/${name}.service.ts`, 'export const it = {};\n');
    project.write('src/services/d.service.ts', '// pattern: services -- a library asks for it\nexport class D {}\n');
    const directive = '// eslint-disable-next-line no-var, prefer-const -- the library reads it';
    project.write('src/utils/e.ts', `${directive}\nvar e = 1;\nexport const text = '// eslint-disable-line -- no';\n`);
  });
  afterAll(() => project.remove());

  it('prints the table, the outliers with their reasons and what is silenced', async () => {
    const { stdout, stderr } = await patterns(project.root);
    expect(stderr).toBe('');
    expect(stdout).toMatch(
      /^pattern +dominant form +count +share +verdict\nservices +object literal +3 of 3 +100 % +holds\n/,
    );
    expect(stdout).toContain('\n  like  src/services/a.service.ts, src/services/b.service.ts\n');
    expect(stdout).toContain('\n  not   src/services/d.service.ts:2 is "class": a library asks for it\n');
    expect(stdout).toMatch(/\nrepository-form +- +0 of 0 +- +too few to tell\n/);
    expect(stdout).toMatch(
      /\nSilenced rules\n[^]*\nsrc\/utils\/e\.ts:1 {2}no-var, prefer-const: the library reads it\n\nRoutes/,
    );
    expect(stdout).not.toContain('\u001b');
  });

  it('ends with 1 where rules are on that PATTERNS.md does not name', async () => {
    const { stdout, code } = await patterns(project.root);
    expect(code).toBe(1);
    expect(stdout).toMatch(/\nPATTERNS\.md:1 {2}`eqeqeq` is on, and no block names it\./);
  });

  it('prints the same as clean JSON', async () => {
    const { stdout, stderr, code } = await patterns(project.root, '--json');
    expect({ stderr, code }).toEqual({ stderr: '', code: 1 });
    expect(JSON.parse(stdout)).toMatchObject({
      ok: false,
      patterns: expect.arrayContaining([
        {
          ...{ pattern: 'services', section: 'Section 1', expected: 'object literal', minimum: 0.8 },
          ...{ dominant: 'object literal', count: 3, total: 3, share: 1, verdict: 'holds' },
          exemplars: ['src/services/a.service.ts', 'src/services/b.service.ts'],
          outliers: [{ file: 'src/services/d.service.ts', line: 2, form: 'class', reason: 'a library asks for it' }],
        },
      ]),
      silenced: expect.arrayContaining([
        { file: 'src/utils/e.ts', line: 1, rules: ['no-var', 'prefer-const'], reason: 'the library reads it' },
      ]),
      marked_routes: [],
      findings: expect.arrayContaining([expect.objectContaining({ file: 'PATTERNS.md', line: 1 })]),
    });
  });

  it('says where PATTERNS.md is missing or the code is broken', async () => {
    const broken = scratchProject({ 'src/services/a.service.ts': 'export const = 1;' });
    broken.withConventions();
    const { stdout, stderr, code } = await patterns(broken.root);
    broken.remove();
    expect({ stderr, code }).toEqual({ stderr: '', code: 1 });
    expect(stdout).toMatch(/\nPATTERNS\.md:1 {2}PATTERNS\.md is missing\./);
    expect(stdout).toMatch(/\nsrc\/services\/a\.service\.ts:1 {2}This file cannot be read/);
    expect(stdout).not.toMatch(/\n +at /);
  });

  it('names the files to follow, as text and as JSON', async () => {
    const { stdout, code } = await patterns(project.root, 'similar', 'invoice.service');
    expect(code).toBe(0);
    expect(stdout).toBe(
      'src/services/a.service.ts\n  it is a service too\nsrc/services/b.service.ts\n  it is a service too\n',
    );
    const json = await patterns(project.root, 'similar', 'invoice.service', '--json');
    expect(JSON.parse(json.stdout)).toEqual({
      ok: true,
      similar: ['a', 'b'].map((name) => ({ file: `src/services/${name}.service.ts`, reason: 'it is a service too' })),
    });
  });

  it('says that there is none to follow', async () => {
    const { stdout, code } = await patterns(project.root, 'similar', 'invoice.repository');
    expect(code).toBe(0);
    expect(stdout).toMatch(/^There is no other file like invoice\.repository in this project\./);
  });

  it.each([
    [['similar'], /Name one file/],
    [['similar', 'a.service', 'b.service'], /Name one file/],
    [['similar', 'invoice'], /"invoice" does not say what it will be: end it in \.service, /],
    [['simliar', 'a.service'], /There is no `patterns simliar`/],
    [['--jsno'], /Unknown option '--jsno'/],
  ])('ends with 2 for %j', async (args, message) => {
    const { stdout, stderr, code } = await patterns(project.root, ...args);
    expect({ stdout, code }).toEqual({ stdout: '', code: 2 });
    expect(stderr).toMatch(message);
    expect(stderr).toContain('Usage: npm run patterns');
  });

  it('holds for this project: PATTERNS.md and the code agree', async () => {
    const { stdout, code, seconds } = await patterns(template, '--json');
    const { findings, patterns: rows } = JSON.parse(stdout) as { findings: unknown[]; patterns: { total: number }[] };
    expect(findings).toEqual([]);
    expect(code).toBe(0);
    expect(rows.filter(({ total }) => total > 0).length).toBeGreaterThan(8);
    // Two seconds on two idle cores; beside other tests it takes longer.
    expect(seconds).toBeLessThan(30);
  });
});
