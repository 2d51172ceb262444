import { createHash } from 'node:crypto';
import { existsSync } from 'node:fs';
import { mkdir, mkdtemp, readdir, readFile, rename, rm, stat } from 'node:fs/promises';
import { findPackageJSON } from 'node:module';
import path from 'node:path';
import { paths } from './paths.ts';
import { supabaseChild } from './supabase-child.ts';

async function versionKey(): Promise<string> {
  const hash = createHash('sha256');
  for (const name of ['@supabase/lite', '@electric-sql/pglite']) {
    const file = findPackageJSON(name, import.meta.url);
    if (file === undefined) throw new Error(`${name} is not installed. Run npm install.`);
    hash.update(await readFile(file));
  }
  hash.update(await readFile(path.join(import.meta.dirname, 'lite-sql.ts')));
  return hash.digest('hex').slice(0, 12);
}

async function removeOld(keep: string): Promise<void> {
  for (const name of await readdir(paths.stack)) {
    const folder = path.join(paths.stack, name);
    if (!name.startsWith('base-') || name === keep) continue;
    const age = Date.now() - ((await stat(folder).catch(() => null))?.mtimeMs ?? Date.now());
    if (age > 600_000) await rm(folder, { recursive: true, force: true });
  }
}

/** The path of the base data when it is there, else null. */
export async function findBaseData(): Promise<string | null> {
  const db = path.join(paths.stack, `base-${await versionKey()}`, 'db');
  return existsSync(db) ? db : null;
}

/**
 * The path of a database that is initialised but has no migrations: making one takes seconds, copying it a fraction.
 * Kept in .stack/ for as long as Lite, PGlite and lite-sql.ts stay as they are; built aside and renamed, so it is whole or absent.
 */
export async function baseData(): Promise<string> {
  const name = `base-${await versionKey()}`;
  const db = path.join(paths.stack, name, 'db');
  if (existsSync(db)) return db;
  await mkdir(paths.stack, { recursive: true });
  // One for each caller: the stacks of several test workers are started at once, by one process.
  const aside = await mkdtemp(path.join(paths.stack, `${name}.`));
  await removeOld(name);
  const child = await supabaseChild({ dataDir: aside, supabaseDir: paths.supabase });
  try {
    await child.ask('prepare', paths.supabase, 60_000);
  } finally {
    await child.stop();
  }
  // Another process may have been first; its data is as good.
  await rename(aside, path.join(paths.stack, name)).catch(async (error: unknown) => {
    await rm(aside, { recursive: true, force: true });
    if (!existsSync(db)) throw error;
  });
  return db;
}
