// Started by start-supabase.ts as a child process in the instance's folder; answers its questions over IPC and ends
// when that connection does, so that no end of the parent, however sudden, leaves it behind.
import { createHash } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import type { AddressInfo } from 'node:net';
import path from 'node:path';
import { createAdaptorServer } from '@hono/node-server';
import { z } from 'zod';
import type { Reply } from './child-rpc.ts';
import { readOrMakeKeys } from './keys.ts';
import { openLiteApp } from './lite-app.ts';
import { startSmtp } from './start-smtp.ts';

const host = '127.0.0.1';
const state = { url: '' };
const startSchema = z.strictObject({ supabaseDir: z.string(), port: z.number() });
const keys = await readOrMakeKeys(path.resolve('keys.json'));
const opened: { app: Promise<Awaited<ReturnType<typeof openLiteApp>>> | null } = { app: null };

function open(supabaseDir: string) {
  const server = process.env['STACK_POSTGRES_URL'] ?? '';
  opened.app ??= openLiteApp({ supabaseDir, keys, url: () => state.url, server: server === '' ? null : server });
  return opened.app;
}

function getApp() {
  if (opened.app === null) throw new Error('It was not started.');
  return opened.app;
}

/** Listens on the port, or on a free one when it is taken. */
async function listen(port: number): Promise<number> {
  const app = await getApp();
  const server = createAdaptorServer({
    fetch: (request, { incoming }) => {
      const url = new URL(request.url);
      if (url.pathname === '/mail' && request.method === 'GET') return app.mail.respond(url);
      return app.fetch(request, { peerAddress: incoming.socket.remoteAddress ?? null });
    },
    // Longer than clients keep a socket for the next request, so that none is closed under one on its way.
    serverOptions: { keepAliveTimeout: 72_000 },
  });
  const attempt = (wanted: number) =>
    new Promise<number>((resolve, reject) => {
      server.once('error', reject);
      server.listen(wanted, host, () => {
        server.off('error', reject);
        resolve((server.address() as AddressInfo).port);
      });
    });
  return attempt(port).catch((error: NodeJS.ErrnoException) => {
    if (error.code === 'EADDRINUSE' && port !== 0) return attempt(0);
    throw error;
  });
}

/** Runs seed.sql once in the life of this data, noted where the Supabase CLI notes it. */
async function seed(supabaseDir: string): Promise<boolean> {
  const { database } = await getApp();
  const sql = await readFile(path.join(supabaseDir, 'seed.sql'), 'utf8').catch(() => '');
  const done = await database.query("select from supabase_migrations.seed_files where path = 'seed.sql'");
  if (sql.replace(/--.*/g, '').trim() === '' || done.length > 0) return false;
  const hash = createHash('sha256').update(sql).digest('hex');
  await database.exec(`${sql};
    insert into supabase_migrations.seed_files (path, hash) values ('seed.sql', '${hash}');`);
  return true;
}

const methods: Record<string, (params: unknown) => Promise<unknown>> = {
  /** Makes the data of an instance without migrations and closes it. */
  async prepare(params) {
    const { database } = await open(z.string().parse(params));
    await database.connection.close();
  },
  async start(params) {
    const { supabaseDir, port } = startSchema.parse(params);
    const app = await open(supabaseDir);
    const applied = await app.applyMigrations();
    state.url = `http://${host}:${await listen(port)}`;
    return { url: state.url, keys, applied, smtpUrl: await startSmtp(app.mail.driver) };
  },
  async applyMigrations() {
    return (await getApp()).applyMigrations();
  },
  async seed(params) {
    return seed(z.string().parse(params)).catch((error: unknown) => {
      throw new Error(`supabase/seed.sql failed: ${error instanceof Error ? error.message : String(error)}`);
    });
  },
  /** Rows of one SQL statement, as the database's owner. */
  async query(params) {
    return (await getApp()).database.query(z.string().parse(params));
  },
  async listenPostgres() {
    return (await getApp()).database.listen();
  },
};

async function answer(id: number, method: string, params: unknown): Promise<Reply> {
  try {
    const run = methods[method];
    if (run === undefined) throw new Error(`There is no "${method}".`);
    return { id, ok: true, result: (await run(params)) ?? null };
  } catch (error) {
    process.stderr.write(`${error instanceof Error ? error.stack : String(error)}\n`);
    return { id, ok: false, message: error instanceof Error ? error.message : String(error) };
  }
}

const requestSchema = z.strictObject({ id: z.number(), method: z.string(), params: z.unknown() });

process.on('message', (message) => {
  const { id, method, params } = requestSchema.parse(message);
  void answer(id, method, params).then((reply) => process.send?.(reply));
});

process.once('disconnect', () => {
  setTimeout(() => process.exit(1), 4000).unref();
  void opened.app
    ?.then(({ database }) => database.connection.close())
    .catch(() => null)
    .then(() => process.exit(0));
  if (opened.app === null) process.exit(0);
});
