import path from 'node:path';
import { applyPendingMigrations, listMigrationFiles } from '@supabase/lite/cli';
import { appliedVersions } from '@supabase/lite';
import { openLiteConnection } from './lite-connection.ts';
import { likePostgrest } from './like-postgrest.ts';
import { likeStorage } from './like-storage.ts';
import { readLiteConfig } from './lite-config.ts';
import { liteSql } from './lite-sql.ts';
import { mailbox } from './mailbox.ts';
import type { Keys } from './keys.ts';

type Options = { supabaseDir: string; keys: Keys; url: () => string; server: string | null };

/**
 * Supabase Lite on the PGlite data in ./db, or on a database of the PostgreSQL server at `server`. It reads the migrations and keeps the storage's files below ./supabase, so
 * the process must have been started in the instance's folder.
 */
export async function openLiteApp({ supabaseDir, keys, url, server }: Options) {
  const { local, config } = await readLiteConfig(supabaseDir);
  const database = await openLiteConnection(path.resolve('db'), server);
  const { connection, lastError } = database;
  const mail = mailbox({ siteUrl: config.auth.site_url, supabaseUrl: url });
  const secrets = { jwt_secret: keys.jwtSecret, publishable_key: keys.publishable, secret_key: keys.secret };
  const auth = { ...config.auth, ...secrets, enabled: true };
  const storage = { ...config.storage, enabled: true };
  // None: providers then lead back to where the request came to, whatever the port.
  const api = { ...config.api, external_url: '' };
  // createApp also wires Lite's storage on the file system; only the configuration is ours.
  local.getConfig = () =>
    Promise.resolve({ api, auth, storage, connection, options: { drivers: { email: mail.driver } } });
  const app = await local.createApp(undefined, { admin: false });

  await database.alone(async () => {
    // On new data only: what applies the migrations does it again, and it takes a quarter of a second.
    const isNew = await database.query("select where to_regclass('storage.objects') is null");
    if (isNew.length > 0) await app.ensureSystemSchema();
    await database.exec(liteSql);
  });
  // On the first request Lite would grant ALL on every table with RLS to every role, which hides a missing grant.
  // It does so only while this (private) state is unknown.
  Object.assign(connection, { rlsState: 'active' });

  /**
   * Applies what is new in supabase/migrations, each file in a transaction.
   * @returns the names of the files. @throws with the file's name and what Postgres said.
   */
  async function applyMigrations(): Promise<string[]> {
    try {
      const { applied } = await applyPendingMigrations(app);
      return applied.map(({ filename }) => filename);
    } catch (error) {
      const done = new Set(await appliedVersions(connection));
      const failed = (await listMigrationFiles(app)).find(({ version }) => !done.has(version));
      if (failed === undefined) throw error;
      throw new Error(`The migration ${failed.filename} failed: ${lastError()}. Nothing of it was kept.`);
    }
  }

  return { fetch: likeStorage(likePostgrest(app.fetch)), database, mail, applyMigrations };
}
