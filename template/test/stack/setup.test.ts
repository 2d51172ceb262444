import { chmod, mkdir, symlink, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { afterAll, beforeAll, expect, it } from '@jest/globals';
import { baseData } from '../../stack/base-data.ts';
import { paths } from '../../stack/paths.ts';
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

it('says what it cannot do, what to do instead and what works until then', async () => {
  const { code, output } = await setup();
  expect(code).toBe(1);
  expect(output).toMatch(/cannot install it[^]*Install redis-server[^]*`npm run dev` works/);
});

it('installs Redis after saying how; --dry-run only says it; then there is nothing to do', async () => {
  const server = path.join(bin, 'redis-server');
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
