import { access, cp, mkdir, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, describe, expect, it } from '@jest/globals';
import { runCli } from '../../project/run-cli.ts';
import { copyKit } from './support/copy-kit.ts';
import { fakeProgram, stuckGit } from './support/fake-program.ts';
import { runProgram, untilExists } from './support/run-program.ts';
import { makeTempFolder } from './support/temp-folder.ts';

const temp = await makeTempFolder();
const kitRoot = join(temp.path, 'kit');
const path = process.env['PATH'];

/** Runs the command line in the kit's folder, and returns what it wrote. */
const cli = async (argv: string[], options: { isTTY?: boolean; signal?: AbortSignal } = {}) => {
  const written = { stdout: '', stderr: '' };
  const exitCode = await runCli(argv, {
    command: 'npm run new --',
    kitRoot,
    cwd: kitRoot,
    stdout: { write: (text) => (written.stdout += text) },
    stderr: { write: (text) => (written.stderr += text), isTTY: options.isTTY ?? false },
    signal: options.signal ?? AbortSignal.timeout(30_000),
  });
  return { exitCode, ...written };
};
const beside = async () => (await readdir(temp.path)).filter((name) => !/^(kit|bin-)/.test(name));

beforeAll(() => copyKit(kitRoot), 30_000);
afterEach(async () => {
  process.env['PATH'] = path;
  for (const name of await beside()) await rm(join(temp.path, name), { recursive: true });
});
afterAll(temp.remove);

describe('new', () => {
  it('makes a project and says what to do next', async () => {
    const { exitCode, stdout, stderr } = await cli(['../acme-api', '--no-install']);
    expect({ exitCode, stderr }).toEqual({ exitCode: 0, stderr: '' });
    expect(stdout).toMatch(
      /^Made acme-api in .*\/acme-api: \d+ files from the kit \d+\.\d+\.\d+, committed on main\.$/m,
    );
    expect(stdout).toMatch(/\n {2}cd \.\.\/acme-api\n {2}npm install\n {2}npm run setup\n {2}npm run dev\n$/);
    expect(await beside()).toEqual(['acme-api']);
  });

  it('commits every file that it composed, and says so in the message', async () => {
    await cli(['../acme-api', '--no-install', '--with', 'demo']);
    const cwd = join(temp.path, 'acme-api');
    const { files } = JSON.parse(await readFile(join(cwd, '.kit.json'), 'utf8'));
    const tracked = await runProgram('git', ['ls-files'], { cwd });
    expect(tracked.stdout.trim().split('\n').toSorted()).toEqual([...Object.keys(files), '.kit.json'].toSorted());
    const log = await runProgram('git', ['log', '--format=%s'], { cwd });
    expect(log.stdout).toMatch(/^chore: start acme-api from the kit \d+\.\d+\.\d+\n$/);
    expect(Object.keys(files)).toContain('src/demo.ts');
  });

  it('prints one JSON document with --json', async () => {
    const { exitCode, stdout, stderr } = await cli(['../acme-api', '--no-install', '--json', '--with', 'demo,demo']);
    const { kit, files, ...rest } = JSON.parse(stdout);
    expect({ exitCode, stderr, ...rest }).toEqual({
      exitCode: 0,
      stderr: '',
      ok: true,
      path: join(temp.path, 'acme-api'),
      name: 'acme-api',
      examples: ['demo'],
      installed: false,
      next: ['cd ../acme-api', 'npm install', 'npm run setup', 'npm run dev'],
    });
    expect(kit).toMatch(/^\d+\.\d+\.\d+$/);
    expect(files).toBeGreaterThan(20);
  });

  it('quotes a folder that a shell would not take as it is', async () => {
    await mkdir(join(temp.path, "it's here"));
    const { stdout } = await cli(["../it's here/acme", '--no-install', '--json']);
    expect(JSON.parse(stdout).next[0]).toBe(`cd '../it'\\''s here/acme'`);
  });

  it('shows progress on a terminal only, on stderr', async () => {
    const { stdout, stderr } = await cli(['../acme-api', '--no-install', '--json'], { isTTY: true });
    expect(stderr).toBe('Composing acme-api …\n');
    expect(JSON.parse(stdout).ok).toBe(true);
  });

  it('says on stderr what it left out, and nothing of it beside JSON', async () => {
    const trials = ['a', 'b', 'c', 'd'].map((name) => `template/src/trial-${name}.ts`);
    for (const trial of trials) await writeFile(join(kitRoot, trial), '');
    const said = await cli(['../acme-api', '--no-install']);
    const json = await cli(['../other-api', '--no-install', '--json']);
    for (const trial of trials.slice(1)) await rm(join(kitRoot, trial));
    const one = await cli(['../third-api', '--no-install']);
    await rm(join(kitRoot, 'template/src/trial-a.ts'));
    expect([said.exitCode, json.exitCode, json.stderr, JSON.parse(json.stdout).ok]).toEqual([0, 0, '', true]);
    expect(said.stderr).toMatch(
      /^Left out 4 files of the kit .*: template\/src\/trial-a\.ts, .*, …\. Commit them .*\n$/,
    );
    expect(one.stderr).toMatch(/^Left out 1 file of the kit .*: template\/src\/trial-a\.ts\. Commit it .*\n$/);
    expect(await readdir(join(temp.path, 'acme-api/src'))).not.toContain('trial-a.ts');
  });

  it('explains itself', async () => {
    const { exitCode, stdout } = await cli(['--help']);
    expect(exitCode).toBe(0);
    for (const option of ['<folder>', '--with', '--no-install', '--json']) expect(stdout).toContain(option);
  });
});

describe('new refuses', () => {
  it.each([
    ['usage', []],
    ['usage', ['']],
    ['usage', ['../a', '../b']],
    ['usage', ['../a', '--force']],
    ['usage', ['../a', '--with']],
    ['bad_name', ['../1abc']],
    ['unknown_example', ['../a', '--with', 'demo,nope']],
    ['inside_kit', ['a']],
    ['not_empty', ['../kit/template']],
  ])('with %s and exit code 2: %p', async (code, argv) => {
    const said = await cli(code === 'not_empty' ? ['..'] : argv);
    const json = await cli([...(code === 'not_empty' ? ['..'] : argv), '--json']);
    expect([said.exitCode, json.exitCode, said.stdout, json.stderr]).toEqual([2, 2, '', '']);
    expect(JSON.parse(json.stdout)).toMatchObject({ ok: false, next: expect.any(Array) });
    expect(said.stderr.length).toBeGreaterThan(20);
    expect(said.stderr).not.toMatch(/^\s+at /m);
    expect(await beside()).toEqual([]);
  });
});

describe('new fails cleanly', () => {
  it('without git', async () => {
    await mkdir(join(temp.path, 'bin-none'), { recursive: true });
    process.env['PATH'] = join(temp.path, 'bin-none');
    const { exitCode, stderr } = await cli(['../acme-api', '--no-install']);
    expect({ exitCode, stderr }).toEqual({ exitCode: 1, stderr: expect.stringContaining('git was not found') });
    expect(await beside()).toEqual([]);
  });

  it('when git fails, with what git said', async () => {
    process.env['PATH'] = await fakeProgram(temp.path, 'git', 'echo "fatal: the moon is full" >&2; exit 128');
    const { exitCode, stderr } = await cli(['../acme-api', '--no-install']);
    expect({ exitCode, stderr }).toEqual({
      exitCode: 1,
      stderr: 'git ls-files failed. It said:\nfatal: the moon is full\n',
    });
    expect(await beside()).toEqual([]);
  });

  it('when it is interrupted in the middle', async () => {
    const marker = join(temp.path, 'bin-marker');
    process.env['PATH'] = await stuckGit(temp.path, marker);
    const interrupt = new AbortController();
    const running = cli(['../acme-api', '--no-install'], { signal: interrupt.signal });
    await untilExists(marker);
    expect(await beside()).toEqual([expect.stringMatching(/^\.acme-api\.tmp-/)]);
    interrupt.abort();
    const { exitCode, stderr } = await running;
    expect({ exitCode, stderr }).toEqual({
      exitCode: 1,
      stderr: expect.stringContaining('Interrupted: nothing was written'),
    });
    expect(await beside()).toEqual([]);
  });

  it('when something happens that nobody foresaw', async () => {
    const broken = join(temp.path, 'bin-kit');
    await cp(join(kitRoot, 'template'), join(broken, 'template'), { recursive: true });
    const written = { text: '' };
    const stream = { write: (text: string) => (written.text += text) };
    const options = { command: 'x', kitRoot: broken, cwd: kitRoot, stdout: stream, stderr: stream };
    await cp(join(kitRoot, 'package-lock.json'), join(broken, 'package-lock.json'));
    const argv = ['../acme-api', '--json'];
    expect(await runCli(argv, { ...options, signal: AbortSignal.timeout(20_000) })).toBe(1); // no package.json
    expect(JSON.parse(written.text)).toMatchObject({
      ok: false,
      code: 'failed',
      message: expect.stringContaining('ENOENT'),
    });
    expect(await beside()).toEqual([]);
  });
});

describe('new installs the packages', () => {
  it('in the project, and leaves that out of the next steps', async () => {
    process.env['PATH'] = await fakeProgram(temp.path, 'npm', 'echo noise; echo "$@ in $PWD" > called');
    const { exitCode, stdout } = await cli(['../acme-api', '--json']);
    expect({ exitCode, ...JSON.parse(stdout) }).toMatchObject({
      exitCode: 0,
      installed: true,
      next: ['cd ../acme-api', 'npm run setup', 'npm run dev'],
    });
    const cwd = join(temp.path, 'acme-api');
    expect(await readFile(join(cwd, 'called'), 'utf8')).toBe(`install in ${cwd}\n`);
  });

  it.each([
    ['npm fails', 'echo "npm error network request failed" >&2; exit 1', 'npm error network request failed'],
    ['npm is killed', 'kill -9 $$', 'npm install failed'],
  ])('keeps the project when %s', async (_what, script, said) => {
    process.env['PATH'] = await fakeProgram(temp.path, 'npm', script);
    const { exitCode, stdout } = await cli(['../acme-api', '--json']);
    expect({ exitCode, ...JSON.parse(stdout) }).toMatchObject({
      exitCode: 1,
      ok: false,
      code: 'install_failed',
      message: expect.stringContaining(said),
      next: ['cd ../acme-api', 'npm install'],
    });
    await access(join(temp.path, 'acme-api/package.json'));
  });

  it('keeps the project when it is interrupted', async () => {
    const marker = join(temp.path, 'bin-npm-marker');
    process.env['PATH'] = await fakeProgram(temp.path, 'npm', `touch '${marker}'; exec sleep 60`);
    const interrupt = new AbortController();
    const running = cli(['../acme-api', '--json'], { signal: interrupt.signal });
    await untilExists(marker);
    interrupt.abort();
    const { exitCode, stdout } = await running;
    expect({ exitCode, ...JSON.parse(stdout) }).toMatchObject({
      exitCode: 1,
      code: 'interrupted',
      next: ['cd ../acme-api', 'npm install'],
    });
    await access(join(temp.path, 'acme-api/package.json'));
  });
});
