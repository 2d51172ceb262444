import { mkdir, readFile, symlink, writeFile } from 'node:fs/promises';
import { createServer } from 'node:net';
import type { AddressInfo } from 'node:net';
import { once } from 'node:events';
import path from 'node:path';
import { afterAll, expect, it } from '@jest/globals';
import { areGone, processesIn } from './process-gone.ts';
import { runScript } from './run-script.ts';
import { scratchCheckout } from './scratch-checkout.ts';

const table = 'create schema app; create table app.things (id int primary key);';
const checkout = await scratchCheckout({ '20260101000000_things.sql': table });
const dev = (env: Record<string, string> = {}) => runScript(checkout.script('dev.ts'), { cwd: checkout.dir, env });

afterAll(checkout.remove);

it('starts everything, picks up changes, refuses a second start, and ends with Ctrl-C', async () => {
  const running = dev();
  await running.says('Ctrl-C stops everything.');
  expect(running.output()).toMatch(/^Starting …\n/);
  expect(running.output()).toContain('Applied the migration 20260101000000_things.sql.');
  expect(running.output()).toMatch(/Ready after \d+\.\d s\./);
  const [, api = ''] = /API {7}(http:\S+)/.exec(running.output()) ?? [];
  const [, supabase = ''] = /Supabase {2}(http:\S+)/.exec(running.output()) ?? [];
  const [, redis = ''] = /Redis {5}(redis:\S+)/.exec(running.output()) ?? [];
  const ask = async () => (await fetch(api)).json();
  expect(await ask()).toMatchObject({ SUPABASE_URL: supabase, REDIS_URL: redis, NODE_ENV: 'development', version: 1 });

  expect(running.output()).toMatch(/Worker {4}beside the API: does jobs and events/);
  await running.says('worker with Redis');

  const second = dev();
  expect(await second.exited).toBe(1);
  expect(second.output()).toContain('already runs on this data');
  const reset = runScript(checkout.script('reset.ts'), { cwd: checkout.dir });
  expect(await reset.exited).toBe(1);
  expect(reset.output()).toContain('Stop it first');

  const more = runScript(checkout.script('worker.ts'), { cwd: checkout.dir });
  await more.says('worker with Redis');
  more.signal('SIGINT');
  expect(await more.exited).toBe(0);
  expect(more.output()).toContain('worker drained');

  const source = await readFile(checkout.server, 'utf8');
  await writeFile(checkout.server, source.replace('version: 1', 'version: 2'));
  await running.says('Restarted in');
  expect(await ask()).toMatchObject({ version: 2 });
  await running.says(/worker drained[^]*worker with Redis/);
  await writeFile(checkout.server, 'throw new Error("no such thing");');
  await running.says('The API is not running');
  await writeFile(checkout.server, source);
  await running.says(/not running[^]*Restarted in/);

  await checkout.addMigration('20260102000000_more.sql', 'create table app.more (id int);');
  await running.says('Applied the migration 20260102000000_more.sql.');
  await checkout.addMigration('20260103000000_bad.sql', 'create table app.more (id int);');
  await running.says('The migration 20260103000000_bad.sql failed: relation "more" already exists');
  await checkout.addMigration('20260103000000_bad.sql', 'select 1;');

  const worker = path.join(checkout.dir, 'src', 'worker.ts');
  await writeFile(worker, 'process.exit(3);');
  await running.says('The worker ended by itself');

  const pids = await processesIn(checkout.dir);
  running.signal('SIGINT');
  expect(await running.exited).toBe(0);
  expect(running.output()).toMatch(/^drained$/m);
  expect(await areGone(pids)).toBe(true);
  const late = runScript(checkout.script('worker.ts'), { cwd: checkout.dir });
  expect(await late.exited).toBe(1);
  expect(late.output()).toMatch(/^Nothing runs here\. Start `npm run dev`/);
});

it('refuses a PORT that is taken, and leaves no process', async () => {
  const other = createServer().listen(0, '127.0.0.1');
  await once(other, 'listening');
  const { port } = other.address() as AddressInfo;
  const refused = dev({ PORT: String(port) });
  expect(await refused.exited).toBe(1);
  expect(refused.output()).toContain(`Port ${port}, which PORT asks for, is taken.`);
  expect(await areGone(await processesIn(checkout.dir))).toBe(true);
  other.close();
});

it('starts without any Redis, and says what is off', async () => {
  // Only the shell, which the API runs under: no redis-server, no Docker.
  const bin = path.join(checkout.dir, 'bin');
  await mkdir(bin);
  await symlink('/bin/sh', path.join(bin, 'sh'));
  const running = dev({ PATH: bin });
  await running.says('Ctrl-C stops everything.');
  expect(running.output()).toMatch(/Ready after/);
  expect(running.output()).toMatch(/Redis {5}none: rate limits count in this process only, [^\n]*`npm run setup`/);
  const [, api = ''] = /API {7}(http:\S+)/.exec(running.output()) ?? [];
  expect(await (await fetch(api)).json()).toMatchObject({ REDIS_URL: '', NODE_ENV: 'development' });
  expect(running.output()).toMatch(/Worker {4}beside the API: does events \(jobs need Redis\)/);
  running.signal('SIGINT');
  expect(await running.exited).toBe(0);
});

it('leaves no process when it is killed', async () => {
  const running = dev();
  await running.says('Ctrl-C stops everything.');
  const pids = await processesIn(checkout.dir);
  expect(pids.length).toBeGreaterThanOrEqual(8);
  running.kill();
  expect(await areGone(pids)).toBe(true);
});

it('forgets its data with stack:reset', async () => {
  const reset = () => runScript(checkout.script('reset.ts'), { cwd: checkout.dir });
  const first = reset();
  expect(await first.exited).toBe(0);
  expect(first.output()).toContain('Removed ');
  const second = reset();
  expect(await second.exited).toBe(0);
  expect(second.output()).toContain('Nothing to do.');
});
