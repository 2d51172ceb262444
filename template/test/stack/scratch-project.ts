import { copyFile, mkdir, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { paths } from '../../stack/paths.ts';
import { scratchDir } from '../../stack/scratch-dir.ts';

/** A folder `supabase` of its own with the given migrations (name: SQL) and room for data, gone after `remove`. */
export async function scratchProject(migrations: Readonly<Record<string, string>>) {
  const { dir, remove } = await scratchDir();
  const supabaseDir = path.join(dir, 'supabase');
  await mkdir(path.join(supabaseDir, 'migrations'), { recursive: true });
  await copyFile(path.join(paths.supabase, 'config.toml'), path.join(supabaseDir, 'config.toml'));
  const addMigration = (name: string, sql: string) => writeFile(path.join(supabaseDir, 'migrations', name), sql);
  for (const [name, sql] of Object.entries(migrations)) await addMigration(name, sql);
  return {
    dir,
    dataDir: path.join(dir, 'data'),
    supabaseDir,
    addMigration,
    addSeed: (sql: string) => writeFile(path.join(supabaseDir, 'seed.sql'), sql),
    writeConfig: (toml: string) => writeFile(path.join(supabaseDir, 'config.toml'), toml),
    remove,
  };
}
