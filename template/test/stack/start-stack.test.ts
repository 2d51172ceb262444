import { once } from 'node:events';
import { createServer } from 'node:net';
import type { AddressInfo } from 'node:net';
import { afterEach, expect, it } from '@jest/globals';
import { Redis } from 'ioredis';
import { createTransport } from 'nodemailer';
import { findRedis } from '../../stack/find-redis.ts';
import { startStack } from '../../stack/start-stack.ts';
import { scratchProject } from './scratch-project.ts';

const table = 'create schema app; create table app.things (id int primary key);';
const cleanUp: (() => unknown)[] = [];
const environment = { REDIS_URL: process.env['REDIS_URL'] ?? '', PATH: process.env['PATH'] ?? '' };

afterEach(async () => {
  Object.assign(process.env, environment);
  for (const step of cleanUp.splice(0).reverse()) await step();
});

async function project(migrations: Record<string, string>) {
  process.env['REDIS_URL'] = '';
  const made = await scratchProject(migrations);
  cleanUp.push(made.remove);
  return made;
}

async function start(made: Awaited<ReturnType<typeof project>>, supabasePort = 0) {
  const { dataDir, supabaseDir } = made;
  const stack = await startStack({ dataDir, supabaseDir, supabasePort, redisPort: 0 });
  cleanUp.push(stack.stop);
  return stack;
}

function redisOf(stack: Awaited<ReturnType<typeof start>>): Redis {
  const redis = new Redis(stack.env['REDIS_URL'] ?? '');
  cleanUp.push(() => redis.disconnect());
  return redis;
}

it('keeps the data, keys and Redis over a restart, even when Supabase was killed', async () => {
  const made = await project({ '20260101000000_things.sql': table });
  const first = await start(made);
  await first.supabase.query('insert into app.things values (7)');
  await redisOf(first).set('key', 'value');
  process.kill(first.supabase.pid ?? 0, 'SIGKILL');
  await first.supabase.exited;
  await first.stop();

  const second = await start(made);
  expect(second.supabase.applied).toEqual([]);
  expect(await second.supabase.query('select id from app.things')).toEqual([{ id: 7 }]);
  expect(second.env['SUPABASE_JWT_SECRET']).toBe(first.env['SUPABASE_JWT_SECRET']);
  expect(await redisOf(second).get('key')).toBe('value');
});

it('takes another port when the usual one is taken, and does without Redis where there is none', async () => {
  const other = createServer().listen(0, '127.0.0.1');
  cleanUp.push(() => other.close());
  await once(other, 'listening');
  const { port } = other.address() as AddressInfo;
  const made = await project({});
  process.env['PATH'] = '/nowhere';
  const stack = await start(made, port);
  expect(new URL(stack.env['SUPABASE_URL'] ?? '').port).not.toBe(String(port));
  expect(stack.redis).toBeNull();
  expect(stack.env['REDIS_URL']).toBe('');
});

it('shows the mails that the API sends', async () => {
  const stack = await start(await project({}));
  const transport = createTransport(stack.env['SMTP_URL'] ?? '');
  await transport.sendMail({ from: 'a@example.com', to: 'b@example.com', subject: 'Grüße', text: 'Good day' });
  const page = await fetch(`${stack.env['SUPABASE_URL']}/mail`);
  expect(await page.text()).toContain('Grüße');
  const mails = await (await fetch(`${stack.env['SUPABASE_URL']}/mail?format=json`)).json();
  expect(mails).toMatchObject([{ to: 'b@example.com', subject: 'Grüße', text: 'Good day\n' }]);
});

it('says which migration failed and why, goes on once it is mended; the seed runs once', async () => {
  const made = await project({
    '20260101000000_things.sql': table,
    '20260102000000_broken.sql': 'create table app.half (id int); insert into app.nothing values (1);',
  });
  const message = /20260102000000_broken\.sql failed: relation "app\.nothing" does not exist/;
  await expect(start(made)).rejects.toThrow(message);
  await made.addMigration('20260102000000_broken.sql', 'create table app.half (id int);');
  const stack = await start(made);
  expect(stack.supabase.applied).toContain('20260102000000_broken.sql');
  await made.addMigration('20260103000000_more.sql', 'create table app.more (id int);');
  expect(await stack.supabase.applyMigrations()).toEqual(['20260103000000_more.sql']);

  await made.addSeed('insert into app.wrong values (1);');
  await expect(stack.supabase.seed()).rejects.toThrow('supabase/seed.sql failed: relation "app.wrong" does not exist');
  await made.addSeed('insert into app.things values (1);');
  expect([await stack.supabase.seed(), await stack.supabase.seed()]).toEqual([true, false]);
});

it('refuses a REDIS_URL where nothing answers', async () => {
  process.env['REDIS_URL'] = 'redis://127.0.0.1:1';
  const found = findRedis({ dir: '/nowhere', port: 0, keep: false, databases: 1 });
  await expect(found).rejects.toThrow('REDIS_URL is set, but no Redis answers there.');
});

it('names the wrong setting of config.toml', async () => {
  const made = await project({});
  await made.writeConfig('[api]\nschemas = "app"\n[auth]\nsite_url = "nowhere"\n');
  await expect(start(made)).rejects.toThrow(/config\.toml has wrong settings:[^]*api\.schemas[^]*auth\.site_url/);
});
