import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { chmod, cp, mkdir, mkdtemp, rm, symlink, writeFile } from 'node:fs/promises';
import { createServer, type AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { z } from 'zod';
import { examine } from '../../../stack/doctor/examine.ts';
import { git } from '../../../stack/git.ts';
import { paths } from '../../../stack/paths.ts';

const packages = path.dirname(path.dirname(new URL(import.meta.resolve('zod')).pathname));
const reportSchema = z.strictObject({
  ok: z.boolean(),
  checks: z.array(
    z.strictObject({ name: z.string(), state: z.string(), message: z.string(), remedy: z.string().nullable() }),
  ),
});

// A project of its own, far from this one: no packages above it, no git, no kit.
let root = '';
const write = async (file: string, text: string): Promise<void> => {
  await mkdir(path.dirname(path.join(root, file)), { recursive: true });
  await writeFile(path.join(root, file), text);
};
const program = async (name: string, script: string): Promise<void> => {
  await write(`bin/${name}`, `#!/bin/sh\n${script}\n`);
  await chmod(path.join(root, 'bin', name), 0o755);
};
const manifest = { name: 'acme-api', type: 'module', dependencies: { zod: '4.0.0' } };

beforeEach(async () => {
  root = await mkdtemp(path.join(tmpdir(), 'doctor-'));
  for (const part of ['stack', 'src/config', 'src/utils/comma-list.ts', '.env.example'])
    await cp(path.join(paths.root, part), path.join(root, part), { recursive: true });
  await write('supabase/migrations/20260101000000_base.sql', 'select 1;\n');
  await write('package.json', JSON.stringify(manifest));
  await write('package-lock.json', JSON.stringify({ packages: { '': manifest } }));
  await write('.kit.json', '{ "kit": { "version": "1.2.3" } }');
  await write('.env', 'PORT=0\nSUPABASE_PORT=0\nREDIS_PORT=0\n');
  await program('npm', 'echo 11.0.0');
  await program('node', `exec ${process.execPath} "$@"`);
  await program('redis-server', 'exit 0');
  await symlink('/usr/bin/git', path.join(root, 'bin/git'));
});
afterEach(() => rm(root, { recursive: true, force: true, maxRetries: 3 }));

/** Runs the doctor with nothing in its environment but what is given. */
const run = async (args: readonly string[], env: Readonly<Record<string, string>> = {}) => {
  const started = performance.now();
  const child = spawn(process.execPath, [path.join(root, 'stack/doctor.ts'), ...args], {
    cwd: tmpdir(),
    env: { PATH: path.join(root, 'bin'), HOME: root, ...env },
    stdio: ['ignore', 'pipe', 'pipe'],
    timeout: 15_000,
  });
  const written = { stdout: '', stderr: '' };
  child.stdout.on('data', (chunk) => (written.stdout += String(chunk)));
  child.stderr.on('data', (chunk) => (written.stderr += String(chunk)));
  const [code] = await once(child, 'close');
  return { code: Number(code), ...written, ms: performance.now() - started };
};
/** What the checks find, in this process. */
const found = async (env: Readonly<Record<string, string>> = {}) => {
  const checks = await examine({ root, env: { PATH: path.join(root, 'bin'), HOME: root, ...env } });
  const isBroken = checks.some(({ state }) => state === 'broken');
  return { isBroken, of: (name: string) => checks.find((check) => check.name === name) };
};
/** What a process of its own reports. */
const report = async (env: Readonly<Record<string, string>> = {}) => {
  const { code, stdout } = await run(['--json'], env);
  const { ok, checks } = reportSchema.parse(JSON.parse(stdout));
  return { code, ok, checks, of: (name: string) => checks.find((check) => check.name === name) };
};

/** Installs what the project names, and what the doctor itself needs. */
const install = async (): Promise<void> => {
  await mkdir(path.join(root, 'node_modules'));
  for (const name of ['ioredis', '@supabase', '@electric-sql'])
    await symlink(path.join(packages, name), path.join(root, 'node_modules', name));
  await symlink(path.join(packages, 'zod'), path.join(root, 'node_modules/zod'));
  await write('package.json', JSON.stringify({ name: 'acme-api', type: 'module', dependencies: { zod: '*' } }));
  await write('package-lock.json', JSON.stringify({ packages: { '': { dependencies: { zod: '*' } } } }));
};

describe('npm run doctor', () => {
  it('finds nothing in a project where all is well', async () => {
    await install();
    const { code, ok, checks } = await report();
    expect(checks.filter(({ state }) => state !== 'ok')).toEqual([]);
    expect({ code, ok }).toEqual({ code: 0, ok: true });
    const { stdout } = await run([]);
    expect(stdout).toMatch(/ok +Node +v\d+[^]*ok +kit +1\.2\.3[^]*Nothing is broken; 0 to look at\./);
    expect(stdout).not.toContain('\u001b');
  });

  it('says without packages what is missing, and tells the rest all the same', async () => {
    const { code, of } = await report();
    expect(code).toBe(1);
    expect(of('node_modules')).toMatchObject({ state: 'broken', message: 'zod is missing.', remedy: 'npm install' });
    expect(of('ports')).toMatchObject({ state: 'warning', remedy: expect.stringContaining('npm install') });
    expect(of('lockfile')).toMatchObject({ state: 'ok' });
    expect(of('hooks')).toMatchObject({ state: 'ok', message: expect.stringContaining('no git repository') });
  });

  it('finds the Node that npm scripts would run on, and its remedy', async () => {
    await install();
    await program('node', 'echo v20.20.2');
    const { code, of } = await report();
    expect(code).toBe(1);
    expect(of('Node')).toMatchObject({
      state: 'broken',
      message: expect.stringMatching(/bin\/node, which is v20\.20\.2/),
      remedy: expect.stringContaining('npm install'),
    });
    await mkdir(path.join(root, 'node_modules/.bin'));
    await symlink(process.execPath, path.join(root, 'node_modules/.bin/node'));
    expect((await found()).of('Node')).toMatchObject({ state: 'ok', message: process.version });
  });

  it('finds a port that is taken: a warning, and broken where the environment asks for it', async () => {
    await install();
    const server = createServer().listen(0, '127.0.0.1');
    await once(server, 'listening');
    const { port } = server.address() as AddressInfo;
    try {
      await write('.env', `PORT=${port}\nSUPABASE_PORT=0\nREDIS_PORT=0\n`);
      const free = await found();
      expect(free.of('ports')).toMatchObject({
        state: 'warning',
        message: `taken: ${port} (PORT). \`npm run dev\` will take free ones.`,
      });
      expect(free.isBroken).toBe(false);
      const asked = await report({ PORT: String(port) });
      expect(asked).toMatchObject({ code: 1, ok: false });
      expect(asked.of('ports')).toMatchObject({ state: 'broken', remedy: expect.stringContaining(`:${port}`) });
    } finally {
      server.close();
    }
    await write('.env', 'PORT=80000\n');
    expect((await found()).of('ports')).toMatchObject({ state: 'broken', message: expect.stringContaining('PORT') });
  });

  it('finds what the configuration would not take of .env, and shows no value', async () => {
    await install();
    await write('.env', 'SUPABASE_URL=nonsense\nSUPABASE_SECRET_KEY=very-secret\nPORT=0\n');
    const { isBroken, of } = await found();
    expect(isBroken).toBe(true);
    expect(of('environment')?.state).toBe('broken');
    expect(of('environment')?.message).toMatch(/SUPABASE_URL: [^]*SUPABASE_PUBLISHABLE_KEY: [^]*SUPABASE_JWKS_URL: /);
    expect(JSON.stringify(of('environment'))).not.toMatch(/nonsense|very-secret/);
  });

  it('names what nothing reads of .env, and what .env.example has more', async () => {
    await install();
    const issuer = 'https://project.supabase.co/auth/v1';
    const needed = `SUPABASE_URL=https://project.supabase.co\nSUPABASE_PUBLISHABLE_KEY=a\nSUPABASE_SECRET_KEY=b\nSUPABASE_JWKS_URL=${issuer}/jwks\nSUPABASE_JWT_ISSUER=${issuer}\n`;
    await write('.env', `${needed}SUPABASE_SECERT_KEY=c\nRATE_LIMIT_PER_MINUTE=10\n`);
    const { isBroken, of } = await found();
    expect(isBroken).toBe(false);
    expect(of('environment')?.state).toBe('warning');
    expect(of('environment')?.message).toMatch(/^Nothing reads SUPABASE_SECERT_KEY\. \.env leaves out .*LOG_LEVEL/);
  });

  it('finds hooks that git would not run', async () => {
    await git(['init', '--quiet'], root);
    expect((await found()).of('hooks')).toMatchObject({
      state: 'warning',
      remedy: expect.stringContaining('npm install'),
    });
    await git(['config', 'core.hooksPath', '.husky/_'], root);
    expect((await found()).of('hooks')?.message).toBe(
      '.husky/_ has no pre-commit and no commit-msg, and git says nothing about it.',
    );
    await write('.husky/_/pre-commit', '');
    await write('.husky/_/commit-msg', '');
    expect((await found()).of('hooks')).toMatchObject({ state: 'ok' });
    await git(['config', 'core.hooksPath', '.hooks'], root);
    expect((await found()).of('hooks')).toMatchObject({
      state: 'warning',
      message: expect.stringContaining('.hooks'),
    });
  });

  it('finds a lockfile that another package.json made, and migrations that are never applied', async () => {
    await install();
    await write(
      'package-lock.json',
      JSON.stringify({ packages: { '': { dependencies: { zod: '1.0.0', old: '1' } } } }),
    );
    await write('supabase/migrations/add_notes.sql', '');
    const first = await found();
    expect(first.isBroken).toBe(true);
    expect(first.of('lockfile')).toMatchObject({
      state: 'broken',
      message: expect.stringMatching(/differ in zod, old/),
    });
    expect(first.of('migrations')).toMatchObject({
      state: 'broken',
      message: expect.stringContaining('add_notes.sql'),
    });
    await rm(path.join(root, 'supabase/migrations/add_notes.sql'));
    await write('supabase/migrations/20260101000000_other.sql', '');
    expect((await found()).of('migrations')).toMatchObject({
      state: 'broken',
      message: expect.stringContaining('_other.sql'),
    });
    await write('package-lock.json', '{');
    expect((await found()).of('lockfile')).toMatchObject({
      state: 'warning',
      message: expect.stringContaining('JSON'),
    });
  });

  it('finds a Redis that is asked for and dead, and says how to get one', async () => {
    await install();
    expect((await found({ REDIS_URL: 'redis://127.0.0.1:1' })).of('Redis')).toMatchObject({ state: 'broken' });
    await rm(path.join(root, 'bin/redis-server'));
    expect((await found()).of('Redis')).toMatchObject({ state: 'warning', remedy: 'npm run setup' });
    await program('docker', 'echo 29');
    expect((await found()).of('Redis')).toMatchObject({ state: 'ok' });
  });

  it('knows the version of the kit, or that nobody does', async () => {
    expect((await found()).of('kit')).toMatchObject({ state: 'ok', message: '1.2.3' });
    for (const text of ['{', '{ "kit": {} }', '[]']) {
      await write('.kit.json', text);
      expect((await found()).of('kit')).toMatchObject({
        state: 'warning',
        message: expect.stringContaining('no version'),
      });
    }
    await rm(path.join(root, '.kit.json'));
    expect((await found()).of('kit')).toMatchObject({
      state: 'warning',
      message: expect.stringContaining('no .kit.json'),
    });
  });

  it('waits for nothing that hangs', async () => {
    for (const name of ['npm', 'docker', 'node']) await program(name, 'exec /bin/sleep 60');
    await rm(path.join(root, 'bin/redis-server'));
    const { code, stdout, ms } = await run(['--json']);
    expect(code).toBe(1);
    expect(reportSchema.parse(JSON.parse(stdout)).checks).toHaveLength(11);
    expect(ms).toBeLessThan(5000);
  });

  it('knows no other option', async () => {
    expect(await run(['--fix'])).toMatchObject({ code: 2, stdout: '', stderr: expect.stringContaining("'--fix'") });
  });
});
