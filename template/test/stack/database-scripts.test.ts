import { execFileSync } from 'node:child_process';
import { once } from 'node:events';
import { mkdir, readFile, writeFile } from 'node:fs/promises';
import { createServer } from 'node:net';
import type { AddressInfo } from 'node:net';
import path from 'node:path';
import { afterAll, expect, it } from '@jest/globals';
import { paths } from '../../stack/paths.ts';
import { startSupabase } from '../../stack/start-supabase.ts';
import { runScript } from './run-script.ts';
import { scratchCheckout } from './scratch-checkout.ts';
import { scratchProject } from './scratch-project.ts';

const table = `create schema app;
create table app.things (id bigint generated always as identity primary key, total numeric not null, big bigint, count integer);`;
const checkout = await scratchCheckout({ '20260101000000_things.sql': table });

afterAll(checkout.remove);

async function run(name: string, args: readonly string[], env: Record<string, string> = {}) {
  const script = runScript(checkout.script(name), { args, cwd: checkout.dir, env });
  return { code: await script.exited, output: script.output() };
}

it('db:types writes exact columns as strings, and --check tells when the migrations say something else', async () => {
  expect(await run('db-types.ts', [])).toMatchObject({ code: 0 });
  const types = await readFile(path.join(checkout.dir, 'src', 'types', 'database.types.ts'), 'utf8');
  const insert = /Insert: \{([^}]*)\}/.exec(types)?.[1]?.replace(/\s+/g, ' ');
  expect(insert).toBe(' big?: string | null; count?: number | null; id?: never; total: string; ');
  await checkout.addMigration('20260102000000_more.sql', 'alter table app.things add column note text;');
  const check = await run('db-types.ts', ['--check']);
  expect(check).toMatchObject({ code: 1, output: expect.stringContaining('+ note: string | null;') });
});

it('the types of this project are what its migrations say', async () => {
  const check = runScript(path.join(paths.root, 'stack', 'db-types.ts'), { args: ['--check'] });
  await check.exited;
  expect(check.output()).toContain('is what the migrations say');
});

it('db:push shows what a hosted project would get, and changes it only with --yes', async () => {
  expect(await run('db-push.ts', ['--dry-run'])).toMatchObject({
    code: 1,
    output: expect.stringContaining('SUPABASE_DB_URL'),
  });
  expect(await run('db-push.ts', ['--force'])).toMatchObject({ code: 2 });

  const hosted = await scratchProject({});
  const database = await startSupabase({ ...hosted, port: 0 });
  try {
    const url = await database.listenPostgres();
    const push = (...args: string[]) => run('db-push.ts', args, { SUPABASE_DB_URL: url });
    const listed = expect.stringContaining('20260101000000_things.sql');
    expect(await push('--dry-run')).toMatchObject({ code: 0, output: listed });
    expect(await push()).toMatchObject({ code: 1, output: expect.stringContaining('Nothing was pushed yet.') });
    expect(await database.query("select to_regclass('app.things') as found")).toEqual([{ found: null }]);
    expect(await push('--yes')).toMatchObject({ code: 0, output: listed });
    expect(await database.query("select to_regclass('app.things') as found")).toEqual([{ found: 'app.things' }]);
    expect(await push()).toMatchObject({ code: 0, output: expect.stringContaining('up to date') });
  } finally {
    await database.stop();
    await hosted.remove();
  }
}, 40_000);

it('db:slow shows how the indexes are used, and says where no statements are counted', async () => {
  const hosted = await scratchProject({
    '20260101000000_things.sql': 'create table public.things (id uuid primary key)',
  });
  const database = await startSupabase({ ...hosted, port: 0 });
  try {
    const slow = await run('db-slow.ts', [], { SUPABASE_DB_URL: await database.listenPostgres() });
    expect(slow).toMatchObject({ code: 0, output: expect.stringContaining('does not count its statements') });
    expect(slow.output).toMatch(/^unused {2}public\.things_pkey {2}.* 0 scans by it/m);
  } finally {
    await database.stop();
    await hosted.remove();
  }
  expect(await run('db-slow.ts', ['--all'])).toMatchObject({ code: 2 });
  expect(await run('db-slow.ts', [])).toMatchObject({ code: 1, output: expect.stringContaining('SUPABASE_DB_URL') });
});

it('db:push gives the password to no command line, and does not repeat a connection string that it cannot read', async () => {
  const seen = { password: '', commands: '' };
  // Speaks as much of Postgres' protocol as asks a client for its password in clear text, and hangs up.
  const postgres = createServer((socket) => {
    socket.on('data', (message) => {
      if (message[0] !== 'p'.charCodeAt(0)) return socket.write(Buffer.from([0x52, 0, 0, 0, 8, 0, 0, 0, 3]));
      seen.password = message.subarray(5, -1).toString();
      seen.commands = execFileSync('ps', ['-A', '-ww', '-o', 'command=']).toString();
      return socket.end();
    });
  }).listen(0, '127.0.0.1');
  await once(postgres, 'listening');
  const { port } = postgres.address() as AddressInfo;
  const push = (url: string) => run('db-push.ts', ['--dry-run'], { SUPABASE_DB_URL: url });
  const at = `127.0.0.1:${port}/postgres?sslmode=disable`;
  expect(await push(`postgresql://postgres:s%40crt%25word@${at}`)).toMatchObject({ code: 1 });
  postgres.close();
  expect(seen.password).toBe('s@crt%word');
  expect(seen.commands).toContain(`--remote=postgresql://postgres@${at}`);
  expect(seen.commands).not.toMatch(/s(@|%40)crt/);

  for (const url of [`https://postgres:s%40crt@${at}`, 'postgresql://postgres:s@crt%word@127.0.0.1:1/postgres']) {
    const refused = await push(url);
    expect(refused).toMatchObject({ code: 1, output: expect.stringContaining('must be percent-encoded') });
    expect(refused.output).not.toContain('crt');
  }
});

it('db:push pushes nothing when it does not understand what the CLI says', async () => {
  const bin = path.join(checkout.dir, 'bin');
  await mkdir(bin);
  await writeFile(path.join(bin, 'supabase'), '#!/bin/sh\necho "ran $*"\n', { mode: 0o755 });
  const env = { PATH: bin, SUPABASE_DB_URL: 'postgresql://postgres@127.0.0.1:1/postgres' };
  const { code, output } = await run('db-push.ts', ['--yes'], env);
  expect(code).toBe(1);
  expect(output).toMatch(/^ran [^\n]*--dry-run[^\n]*\nNothing was pushed/);
});
