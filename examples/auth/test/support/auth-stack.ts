import { cpSync } from 'node:fs';
import { readFile, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { afterAll } from '@jest/globals';
import { paths } from '../../stack/paths.ts';
import { scratchDir } from '../../stack/scratch-dir.ts';
import { stackEnv } from '../../stack/stack-env.ts';
import { startSupabase } from '../../stack/start-supabase.ts';

/**
 * Supabase for one test file, with another config.toml than the project's, and its environment in place of the worker's.
 * @param toml is added at the end. Addresses have to be confirmed here, as where there are real users.
 * @param page where links and providers may lead back to
 * @returns it, with its `keys` and its `query`
 */
export async function startAuthStack(toml: string, page = 'https://app.example.com/**') {
  const { dir, remove } = await scratchDir();
  const supabaseDir = path.join(dir, 'supabase');
  cpSync(paths.supabase, supabaseDir, { recursive: true });
  const config = await readFile(path.join(supabaseDir, 'config.toml'), 'utf8');
  const changed = config
    .replace('enable_confirmations = false', 'enable_confirmations = true')
    // A test follows one link after the other, faster than anybody reads.
    .replace('max_frequency = "1s"', 'max_frequency = "0s"')
    .replace('additional_redirect_urls = []', `additional_redirect_urls = ["${page}"]`);
  await writeFile(path.join(supabaseDir, 'config.toml'), `${changed}\n${toml}\n`);
  const supabase = await startSupabase({ dataDir: path.join(dir, 'data'), port: 0, supabaseDir });
  const redisUrl = process.env['REDIS_URL'] ?? null;
  Object.assign(process.env, stackEnv({ ...supabase, redisUrl }));
  afterAll(async () => {
    await supabase.stop();
    await remove();
  });
  return supabase;
}
