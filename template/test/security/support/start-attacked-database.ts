import { cpSync } from 'node:fs';
import { writeFile } from 'node:fs/promises';
import path from 'node:path';
import { afterAll } from '@jest/globals';
import { paths } from '../../../stack/paths.ts';
import { scratchDir } from '../../../stack/scratch-dir.ts';
import { stackEnv } from '../../../stack/stack-env.ts';
import { startSupabase } from '../../../stack/start-supabase.ts';
import { badTables } from './bad-tables.ts';

/**
 * A Supabase for one test file with all migrations, and after them one of bad tables, views and functions: their names begin
 * with `control_`. What is started after this is on it, in place of the worker's own.
 */
export async function startAttackedDatabase() {
  const { dir, remove } = await scratchDir();
  const supabaseDir = path.join(dir, 'supabase');
  cpSync(paths.supabase, supabaseDir, { recursive: true });
  await writeFile(path.join(supabaseDir, 'migrations', '99991231235959_controls.sql'), badTables);
  const supabase = await startSupabase({ dataDir: path.join(dir, 'data'), port: 0, supabaseDir });
  afterAll(async () => {
    await supabase.stop();
    await remove();
  });
  Object.assign(process.env, stackEnv({ ...supabase, redisUrl: process.env['REDIS_URL'] ?? null }));
  return { ...supabase, dir };
}

export type AttackedDatabase = Awaited<ReturnType<typeof startAttackedDatabase>>;
