import { chmod, mkdir, symlink, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { afterAll, afterEach, beforeAll, describe, expect, it } from '@jest/globals';
import { baseData } from '../../stack/base-data.ts';
import { paths } from '../../stack/paths.ts';
import { redisInstaller } from '../../stack/redis-installer.ts';
import { scratchDir } from '../../stack/scratch-dir.ts';
import { runScript } from './run-script.ts';

// A PATH with nothing but what is put there: a machine without Redis and Docker.
const { dir, remove } = await scratchDir();
const bin = path.join(dir, 'bin');

async function program(name: string, script: string): Promise<void> {
  await writeFile(path.join(bin, name), `#!/bin/sh\n${script}\n`);
  await chmod(path.join(bin, name), 0o755);
}

beforeAll(async () => {
  await mkdir(bin);
  await symlink('/usr/bin/env', path.join(bin, 'env'));
  await baseData();
});
afterAll(remove);

async function setup(...args: string[]) {
  const run = runScript(path.join(paths.root, 'stack', 'setup.ts'), { args, env: { PATH: bin } });
  return { code: await run.exited, output: run.output() };
}

it('says what it cannot do, what to do instead and what works until then, and is no obstacle to npm run dev', async () => {
  const { code, output } = await setup();
  expect(code).toBe(0);
  expect(output).toMatch(/not installed[^]*install redis-server[^]*`npm run dev` works[^]*`npm test` needs Redis/);
  expect(output).not.toContain('Ready');
});

describe('redisInstaller', () => {
  const searched = process.env['PATH'];
  afterEach(() => void Object.assign(process.env, { PATH: searched }));

  it.each([
    { who: 'root', isRoot: true, atTerminal: false, sudo: 'exit 1', starts: 'env', asks: false },
    {
      who: 'sudo without a password',
      isRoot: false,
      atTerminal: false,
      sudo: 'exit 0',
      starts: 'sudo -n env',
      asks: false,
    },
    {
      who: 'sudo with one, at a terminal',
      isRoot: false,
      atTerminal: true,
      sudo: 'exit 1',
      starts: 'sudo env',
      asks: true,
    },
    {
      who: 'sudo with one that nobody can type',
      isRoot: false,
      atTerminal: false,
      sudo: 'exit 1',
      starts: null,
      asks: null,
    },
  ])('$who', async ({ isRoot, atTerminal, sudo, starts, asks }) => {
    await program('apt-get', 'exit 1');
    await program('sudo', sudo);
    process.env['PATH'] = bin;
    const installer = await redisInstaller({ isRoot, atTerminal });
    const command = starts === null ? undefined : `${starts} DEBIAN_FRONTEND=noninteractive apt-get -qq update`;
    expect(installer?.commands[0]?.join(' ')).toBe(command);
    expect(installer?.asksPassword ?? null).toBe(asks);
  });
});

it('installs Redis after saying how; --dry-run only says it; then there is nothing to do', async () => {
  const server = path.join(bin, 'redis-server');
  // What is run without being root; `sudo -n true` tries whether that works.
  await program('true', 'exit 0');
  await program('sudo', 'shift; exec "$@"');
  await program('apt-get', `echo "ran $*"; case "$*" in *install*) echo > ${server}; /bin/chmod +x ${server};; esac`);

  const dry = await setup('--dry-run');
  expect(dry).toMatchObject({ code: 0, output: expect.stringContaining('Would install it with apt-get:') });
  expect(dry.output).toContain('apt-get -qq install -y --no-install-recommends redis-server');
  expect(dry.output).not.toContain('ran ');

  const real = await setup();
  expect(real).toMatchObject({
    code: 0,
    output: expect.stringMatching(/ran -qq update[^]*ran -qq install[^]*installed/),
  });
  const again = await setup();
  expect(again).toMatchObject({ code: 0, output: expect.stringContaining(`Redis: ${server}. Nothing to do.`) });
});

it('refuses an option that it does not know', async () => {
  expect(await setup('--froce')).toMatchObject({
    code: 2,
    output: expect.stringContaining("Unknown option '--froce'"),
  });
});
