import { appendFile, cp, mkdir, readFile, rename, rm, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { afterAll, afterEach, beforeAll, describe, expect, it } from '@jest/globals';
import { git } from '../../stack/git.ts';
import { scratchDir } from '../../stack/scratch-dir.ts';
import { gitCheckout } from './git-checkout.ts';
import { areGone, processesIn } from './process-gone.ts';
import { runScript } from './run-script.ts';

// Real repositories with real worktrees; each `npm run worktree` is a process of its own.
let acme: Awaited<ReturnType<typeof gitCheckout>>;
beforeAll(async () => {
  acme = await gitCheckout();
});
afterEach(() => acme.clean());
afterAll(() => acme.remove());

const worktree = async (args: readonly string[], cwd = acme.dir, env: Record<string, string> = {}) => {
  const script = runScript(path.join(cwd, 'stack/worktree.ts'), { args, cwd, env });
  const code = await script.exited;
  return { code, output: script.output() };
};
const make = (...args: string[]) => worktree([...args, '--no-install']);
const envOf = (folder: string) => readFile(path.join(folder, '.env'), 'utf8');

describe('npm run worktree', () => {
  it('makes a worktree beside the checkout, on a branch from HEAD, with ports and no data of another', async () => {
    const { code, output } = await make('backend');
    expect({ code, output }).toMatchObject({ code: 0 });
    const made = acme.beside('backend');
    expect(output).toContain(`Made the worktree ${made} on the new branch agent/backend.`);
    expect(output).toContain(`  cd ${made}\n  npm install\n  npm run dev`);
    expect(output).toContain(`  git worktree remove ${made}\n  git branch -d agent/backend`);
    expect(await git(['symbolic-ref', '--short', 'HEAD'], made)).toBe('agent/backend');
    expect(await git(['rev-parse', 'HEAD'], made)).toBe(await git(['rev-parse', 'main'], acme.dir));
    expect(await envOf(made)).toMatch(/\nPORT=3010\nSUPABASE_PORT=54331\nREDIS_PORT=6390\n$/);
    expect(await git(['status', '--porcelain'], made)).toBe('');
    await expect(readFile(path.join(made, '.stack/dev/keys.json'))).rejects.toThrow('ENOENT');
  });

  it('gives each its own ports, also to those made at the same time, and those of a removed one anew', async () => {
    const names = ['backend', 'frontend', 'data-import'];
    const all = await Promise.all(names.map((name) => make(name)));
    expect(all.map(({ code }) => code)).toEqual([0, 0, 0]);
    const texts = await Promise.all(names.map((name) => envOf(acme.beside(name))));
    const ports = texts.flatMap((text) => text.match(/(?<==)\d+$/gm) ?? []);
    expect(ports.toSorted()).toEqual(['3010', '3020', '3030', '54331', '54341', '54351', '6390', '6400', '6410']);

    const first = names[texts.findIndex((text) => text.includes('PORT=3010'))] ?? '';
    // What is ignored, .env and .stack/, goes with it.
    await git(['worktree', 'remove', acme.beside(first)], acme.dir);
    expect((await make('late')).code).toBe(0);
    expect(await envOf(acme.beside('late'))).toContain('PORT=3010');
  });

  it('leaves the ports alone that another .env has', async () => {
    await writeFile(path.join(acme.dir, '.env'), 'PORT=3010\nREDIS_PORT=6400\nSUPABASE_URL=https://x.test\n');
    expect((await make('backend')).code).toBe(0);
    expect(await envOf(acme.beside('backend'))).toContain('PORT=3030');
  });

  it('goes on with a branch that exists, and starts another beside the main checkout from inside a worktree', async () => {
    await make('backend');
    const made = acme.beside('backend');
    await acme.commit('feat: work', made);
    const head = await git(['rev-parse', 'HEAD'], made);
    await git(['worktree', 'remove', '--force', made], acme.dir);
    const again = await make('backend');
    expect(again.output).toMatch(/agent\/backend exists already.*\nMade the worktree .* on the branch agent\/backend/);
    expect(await git(['rev-parse', 'HEAD'], made)).toBe(head);

    const { code } = await worktree(['frontend', '--no-install'], made);
    expect(code).toBe(0);
    expect(await git(['rev-parse', 'HEAD'], acme.beside('frontend'))).toBe(head);
  });

  it('says what does not come along', async () => {
    await appendFile(path.join(acme.dir, 'src/server.ts'), '\n// mine\n');
    await git(['checkout', '--quiet', '--detach'], acme.dir);
    const { code, output } = await make('backend');
    await git(['checkout', '--quiet', 'main'], acme.dir);
    await git(['checkout', 'src/server.ts'], acme.dir);
    expect(code).toBe(0);
    expect(output).toMatch(/No branch is checked out here: agent\/backend starts at the commit [0-9a-f]{7}\./);
    expect(output).toMatch(/What is not committed here \(1 file\) stays here/);
  });

  it('prints one JSON document with --json, and for a failure too', async () => {
    const { code, output } = await make('backend', '--json');
    expect(code).toBe(0);
    expect(JSON.parse(output)).toEqual({
      ok: true,
      path: acme.beside('backend'),
      branch: 'agent/backend',
      isNewBranch: true,
      ports: { PORT: 3010, SUPABASE_PORT: 54_331, REDIS_PORT: 6390 },
      installed: false,
      notes: [],
      next: [`cd ${acme.beside('backend')}`, 'npm install', 'npm run dev'],
      remove: [`git worktree remove ${acme.beside('backend')}`, 'git branch -d agent/backend'],
    });
    const twice = await make('backend', '--json');
    expect(twice.code).toBe(1);
    expect(JSON.parse(twice.output)).toEqual({
      ok: false,
      error: expect.stringMatching(/There is a worktree already/),
    });
    const wrong = await make('../evil', '--json');
    expect(wrong.code).toBe(2);
    expect(JSON.parse(wrong.output)).toEqual({
      ok: false,
      error: expect.stringContaining('"../evil" is no specialty'),
    });
  });

  it('installs with npm, which runs what sets up the hooks', async () => {
    const { code, output } = await worktree(['backend', '--json'], acme.dir, {
      npm_config_offline: 'true',
      npm_config_workspace: 'nowhere',
    });
    expect({ code, output }).toMatchObject({ code: 0 });
    expect(await readFile(path.join(acme.beside('backend'), 'prepared'), 'utf8')).toBe('');
  });

  it('lies in the right folder of a repository that holds more than the project', async () => {
    const scratch = await scratchDir();
    const top = path.join(scratch.dir, 'acme');
    const project = path.join(top, 'api');
    await cp(acme.dir, project, {
      recursive: true,
      filter: (from) => !/\/\.(git|stack)$/.test(from.slice(acme.dir.length)),
    });
    await git(['init', '--quiet', '-b', 'main'], top);
    await git(['add', '--all'], top);
    await acme.commit('chore: start', top);
    const { output } = await worktree(['backend', '--no-install', '--json'], project);
    const home = path.join(scratch.dir, 'acme-backend/api');
    expect(JSON.parse(output)).toMatchObject({
      path: path.dirname(home),
      next: [`cd ${home}`, 'npm install', 'npm run dev'],
    });
    expect(await envOf(home)).toContain('PORT=3010');
    await scratch.remove();
  });

  it('says that the worktree is there when npm install fails, and shows why', async () => {
    const { code, output } = await worktree(['backend'], acme.dir, {
      npm_config_offline: 'true',
      BREAK_PREPARE: 'yes',
    });
    expect(code).toBe(1);
    expect(output).toMatch(/prepare is broken[^]*The worktree is in .*-backend, but `npm install` failed there/);
    expect(await envOf(acme.beside('backend'))).toContain('PORT=3010');
  });
});

describe('npm run worktree refuses', () => {
  it.each([
    [[]],
    [['Back End']],
    [['../evil']],
    [['a/b']],
    [['-x']],
    [['a--b']],
    [['3']],
    [['x'.repeat(41)]],
    [['one', 'two']],
  ])('wrong usage, with code 2: %j', async (names) => {
    const { code, output } = await make(...names);
    expect(code).toBe(2);
    expect(output).toMatch(/such as backend|Unknown option/);
    expect(await git(['branch', '--list', 'agent/*'], acme.dir)).toBe('');
  });

  it('a branch that is checked out, here or elsewhere, and a folder that is gone or in the way', async () => {
    await make('backend');
    const there = await make('backend');
    expect(there).toMatchObject({ code: 1, output: expect.stringMatching(/worktree already: .*-backend, on agent/) });

    await rm(acme.beside('backend'), { recursive: true });
    expect(await make('backend')).toMatchObject({ code: 1, output: expect.stringContaining('git worktree prune') });
    await git(['worktree', 'prune'], acme.dir);

    await git(['switch', '--quiet', 'agent/backend'], acme.dir);
    expect(await make('backend')).toMatchObject({ code: 1, output: expect.stringContaining('git switch main') });
    await git(['switch', '--quiet', 'main'], acme.dir);

    await mkdir(acme.beside('backend'));
    await writeFile(path.join(acme.beside('backend'), 'mine'), '');
    expect(await make('backend')).toMatchObject({ code: 1, output: expect.stringContaining('is in the way') });
  });

  it('a machine without git, and a .env that it cannot read ports from', async () => {
    const bin = path.join(acme.dir, 'node_modules');
    const without = await worktree(['backend'], acme.dir, { PATH: bin });
    expect(without).toMatchObject({
      code: 1,
      output: 'git was not found on the PATH. Install it, then run this again.\n',
    });
    await writeFile(path.join(acme.dir, '.env'), 'REDIS_PORT=many\n');
    const wrong = await make('backend');
    expect(wrong).toMatchObject({ code: 1, output: expect.stringMatching(/\.env has wrong ports[^]*REDIS_PORT/) });
    expect(await git(['branch', '--list', 'agent/*'], acme.dir)).toBe('');
  });

  it('a project that is in no repository, or not in its last commit', async () => {
    const repository = path.join(acme.dir, '.git');
    const hidden = path.join(acme.dir, '.stack/git');
    await rename(repository, hidden);
    const none = await worktree(['backend'], acme.dir, { GIT_CEILING_DIRECTORIES: path.dirname(acme.dir) });
    expect(none).toMatchObject({ code: 1, output: expect.stringMatching(/is in no git repository\. Make one/) });
    await git(['init', '--quiet'], acme.dir);
    const uncommitted = await make('backend');
    expect(uncommitted).toMatchObject({
      code: 1,
      output: expect.stringMatching(/last commit .* does not hold this project/),
    });
    await rm(repository, { recursive: true });
    await rename(hidden, repository);
  });
});

it('runs npm run dev in the checkout and in its worktree at once, each on its own ports and data', async () => {
  await make('backend');
  await acme.lendBase(acme.beside('backend'));
  const start = async (cwd: string) => {
    const dev = runScript(path.join(cwd, 'stack/dev.ts'), { cwd });
    await dev.says('Ctrl-C stops everything.').catch((error: unknown) => {
      dev.signal('SIGINT');
      throw error;
    });
    const urls = [...dev.output().matchAll(/(?:API|Supabase|Redis) {2,}(\S+:\d+)/g)].map(([, url]) => url);
    const stop = () => {
      dev.signal('SIGINT');
      return dev.exited;
    };
    return { urls, output: dev.output(), keys: await readFile(path.join(cwd, '.stack/dev/keys.json'), 'utf8'), stop };
  };
  const own = await start(acme.dir);
  const other = await start(acme.beside('backend')).catch(async (error: unknown) => {
    await own.stop();
    throw error;
  });
  const pids = await processesIn(acme.dir);
  expect(await Promise.all([own.stop(), other.stop()])).toEqual([0, 0]);
  expect(await areGone(pids)).toBe(true);
  expect(new Set([...own.urls, ...other.urls]).size).toBe(6);
  expect(other.output).toMatch(/API {7}http:\S+:3010\n|Port 3010 is taken/);
  expect(other.keys).not.toBe(own.keys);
}, 60_000);
