import { cpSync } from 'node:fs';
import { readFile, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { afterAll, expect, it } from '@jest/globals';
import { paths } from '../../stack/paths.ts';
import { scratchDir } from '../../stack/scratch-dir.ts';
import { stackEnv } from '../../stack/stack-env.ts';
import { startSupabase } from '../../stack/start-supabase.ts';
import { admin } from '../support/admin.ts';
import { addSignIn, newBrowser, signUp } from '../support/test-browser.ts';
import { until } from '../support/until.ts';

// A Supabase of its own, whose tokens live for some seconds.
const { dir, remove } = await scratchDir();
const supabaseDir = path.join(dir, 'supabase');
cpSync(paths.supabase, supabaseDir, { recursive: true });
const toml = await readFile(path.join(supabaseDir, 'config.toml'), 'utf8');
await writeFile(path.join(supabaseDir, 'config.toml'), toml.replace('jwt_expiry = 3600', 'jwt_expiry = 6'));
const supabase = await startSupabase({ dataDir: path.join(dir, 'data'), port: 0, supabaseDir });
Object.assign(process.env, stackEnv({ ...supabase, redisUrl: process.env['REDIS_URL'] ?? null }));
afterAll(async () => {
  await supabase.stop();
  await remove();
});
const { startSocketApp } = await import('../support/start-socket-app.ts');
const test = startSocketApp({}, addSignIn);

it('ends a socket when its token does', async () => {
  const user = await signUp();
  const client = test.open({ token: user.tokens.access_token });
  await client.opened();
  expect(await client.closed()).toBe(4401);
});

it('goes on with the new token of a browser, and takes a topic away that it may have no more', async () => {
  const [owner, reader] = [await test.newUser(), await signUp()];
  const id = await owner.create('/v1/boards', { name: 'Shared', shared: true });
  const browser = newBrowser(test.app());
  await browser.signIn(reader.tokens);
  const client = test.open({ headers: { cookie: browser.jar.cookie ?? '', origin: test.url() } });
  await client.opened();
  await client.subscribe(`boards.${id}`);
  await client.subscribe(`notifications.${reader.id}`);
  await admin().from('boards').update({ shared: false }).eq('id', id).throwOnError();
  const taken = await until(() => client.frames.find(({ type }) => type === 'error') ?? null, 15_000);
  expect(taken).toMatchObject({ topic: `boards.${id}`, error: { code: 'board_not_found' }, statusCode: 404 });
  expect(client.socket.readyState).toBe(client.socket.OPEN);

  expect((await browser.send('DELETE', '/v1/session?scope=global')).status).toBe(204);
  expect(await client.closed()).toBe(4401);
});
