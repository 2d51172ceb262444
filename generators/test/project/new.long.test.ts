import { readdir, readFile, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, describe, expect, it } from '@jest/globals';
import { copyKit } from './support/copy-kit.ts';
import { stuckGit } from './support/fake-program.ts';
import { runProgram, startProgram, untilExists } from './support/run-program.ts';
import { makeTempFolder } from './support/temp-folder.ts';

const temp = await makeTempFolder();
const kit = join(temp.path, 'kit');
const script = join(kit, 'generators/project/new.ts');
const beside = async () => (await readdir(temp.path)).filter((name) => !/^(kit|bin-)/.test(name));
const start = (args: string[], env: NodeJS.ProcessEnv = {}, cwd = kit) =>
  startProgram(process.execPath, [script, ...args], { cwd, env: { npm_lifecycle_event: '', ...env } });

beforeAll(() => copyKit(kit), 30_000);
afterEach(async () => {
  for (const name of await beside()) await rm(join(temp.path, name), { recursive: true });
});
afterAll(temp.remove);

describe('npm run new', () => {
  it('makes a project on a machine whose git knows nobody', async () => {
    const env = { GIT_CONFIG_GLOBAL: '/dev/null', GIT_CONFIG_NOSYSTEM: '1', EMAIL: '' };
    const { exitCode, stdout, stderr } = await start(['../acme-api', '--no-install', '--json'], env).ended;
    expect({ exitCode, stderr }).toEqual({ exitCode: 0, stderr: '' });
    expect(JSON.parse(stdout).path).toBe(join(temp.path, 'acme-api'));
    const log = await runProgram('git', ['log', '--format=%an <%ae>'], { cwd: join(temp.path, 'acme-api') });
    expect(log.stdout).toBe('create-plinth <create-plinth@localhost>\n');
  });

  it('signs the commit with the identity that git has', async () => {
    const env = {
      GIT_AUTHOR_NAME: 'Ada',
      GIT_AUTHOR_EMAIL: 'ada@example.com',
      GIT_COMMITTER_NAME: 'Ada',
      GIT_COMMITTER_EMAIL: 'a@example.com',
    };
    await start(['../acme-api', '--no-install'], env).ended;
    const log = await runProgram('git', ['log', '--format=%an <%ae>'], { cwd: join(temp.path, 'acme-api') });
    expect(log.stdout).toBe('Ada <ada@example.com>\n');
  });

  it('works from a git hook, whose variables name another repository', async () => {
    const env = { GIT_DIR: join(kit, '.git'), GIT_INDEX_FILE: join(kit, '.git/index'), GIT_WORK_TREE: kit };
    expect((await start(['../acme-api', '--no-install'], env).ended).exitCode).toBe(0);
    expect(await readdir(join(temp.path, 'acme-api'))).toContain('.git');
  });

  it('takes a relative path from where the caller stands, though npm runs scripts in the root', async () => {
    const env = { npm_lifecycle_event: 'new', INIT_CWD: join(kit, 'template/src') };
    const { stdout } = await start(['../../../acme-api', '--no-install', '--json'], env).ended;
    expect(JSON.parse(stdout)).toMatchObject({
      path: join(temp.path, 'acme-api'),
      next: expect.arrayContaining(['cd ../../../acme-api']),
    });
  });

  it.each(['SIGINT', 'SIGTERM', 'SIGHUP'] as const)('leaves nothing after %s', async (signal) => {
    const marker = join(temp.path, `bin-${signal}`);
    const { child, ended } = start(['../acme-api', '--no-install'], { PATH: await stuckGit(temp.path, marker) });
    await untilExists(marker);
    expect(await beside()).toHaveLength(1);
    child.kill(signal);
    expect(await ended).toMatchObject({ exitCode: 1, stderr: expect.stringContaining('nothing was written') });
    expect(await beside()).toEqual([]);
  });

  it('clears away what a killed run left, at the next run', async () => {
    const marker = join(temp.path, 'bin-killed');
    const { child, ended } = start(['../acme-api', '--no-install'], { PATH: await stuckGit(temp.path, marker) });
    await untilExists(marker);
    child.kill('SIGKILL');
    process.kill(Number(await readFile(marker, 'utf8')), 'SIGKILL'); // its git outlives it
    await ended;
    expect(await beside()).toEqual([expect.stringMatching(/^\.acme-api\.tmp-/)]);
    expect((await start(['../acme-api', '--no-install']).ended).exitCode).toBe(0);
    expect(await beside()).toEqual(['acme-api']);
  });

  it('keeps a finished project, and says that only the packages are missing, when npm reaches no registry', async () => {
    const env = {
      npm_config_registry: 'http://127.0.0.1:9',
      npm_config_cache: join(temp.path, 'bin-npm-cache'),
      npm_config_fetch_retries: '0',
    };
    const { exitCode, stderr } = await start(['../acme-api'], env).ended;
    expect({ exitCode, stderr }).toEqual({
      exitCode: 1,
      stderr: expect.stringMatching(/npm install failed\. The project is in [^]*ECONNREFUSED/),
    });
    expect(stderr).toMatch(/\n {2}cd \.\.\/acme-api\n {2}npm install\n$/);
    const status = await runProgram('git', ['status', '--porcelain'], { cwd: join(temp.path, 'acme-api') });
    expect(status.stdout).toBe('');
  }, 60_000);
});
