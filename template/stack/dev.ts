// npm run dev: the embedded stack, and the API and a worker with reload. STACK=external: these two alone, on the environment
// (and .env).
import { existsSync } from 'node:fs';
import path from 'node:path';
import { parseArgs } from 'node:util';
import { apiPort } from './api-port.ts';
import { apiProcess } from './api-process.ts';
import { complain } from './complain.ts';
import { fail } from './fail.ts';
import { takeLock } from './lock.ts';
import { paths } from './paths.ts';
import { leaveEnv } from './running-env.ts';
import { say } from './say.ts';
import { sourceProcess } from './source-process.ts';
import { startStack } from './start-stack.ts';
import type { Stack } from './start-stack.ts';
import { wantedPorts, type Ports } from './wanted-ports.ts';
import { watchFolder } from './watch-folder.ts';

type Api = Awaited<ReturnType<typeof apiProcess>>;
type Worker = Awaited<ReturnType<typeof sourceProcess>>;
type Running = { stack: Stack | null; api: Api | null; worker: Worker | null; stopping: boolean };

const running: Running = { stack: null, api: null, worker: null, stopping: false };
const external = process.env['STACK'] === 'external';

async function stopProcesses(): Promise<void> {
  const { worker } = running;
  running.worker = null;
  await Promise.all([running.api?.stop(), worker?.stop()]);
}

/** The API and the worker drain first, while their services are still there. */
async function stop(code: number): Promise<void> {
  if (running.stopping) return;
  running.stopping = true;
  say('Stopping …');
  await stopProcesses();
  if (running.stack !== null) await leaveEnv(null);
  await running.stack?.stop();
  process.exit(code);
}

async function openStack(ports: Ports): Promise<Record<string, string>> {
  await takeLock(paths.devLock);
  say('Starting Supabase Lite and Redis (the very first start takes a few seconds more) …');
  const { SUPABASE_PORT: supabasePort, REDIS_PORT: redisPort } = ports;
  const stack = await startStack({ dataDir: paths.dev, supabasePort, redisPort });
  running.stack = stack;
  sayApplied(stack.supabase.applied);
  if (await stack.supabase.seed()) say('Ran supabase/seed.sql.');
  void stack.supabase.exited.then(() => {
    if (running.stopping) return;
    complain(`Supabase Lite ended by itself. Its log: ${path.join(paths.dev, 'supabase.log')}`);
    void stop(1);
  });
  const env = { ...stack.env, NODE_ENV: 'development' };
  await leaveEnv(env);
  return env;
}

/** After the API, which is waited for. */
async function startWorker(env: Record<string, string>): Promise<void> {
  const worker = await sourceProcess('worker.ts', env);
  running.worker = worker;
  void worker.exited.then(() => {
    if (running.worker !== worker || running.stopping) return;
    running.worker = null;
    complain('The worker ended by itself; the output above says why. It starts again when a file below src/ changes.');
  });
}

function sayApplied(files: readonly string[]): void {
  if (files.length > 0) say(`Applied ${files.length === 1 ? 'the migration' : 'the migrations'} ${files.join(', ')}.`);
}

function sayUrls(api: Api, hasRedis: boolean): void {
  say(`  API       ${api.url}`);
  say(`  API docs  ${api.url}/docs`);
  if (running.stack !== null) {
    const { env, redis, notes } = running.stack;
    say(`  Supabase  ${env['SUPABASE_URL']}   key ${env['SUPABASE_PUBLISHABLE_KEY']}`);
    say(`  Mail      ${env['SUPABASE_URL']}/mail`);
    if (redis !== null)
      say(`  Redis     ${redis === 'REDIS_URL' ? 'as REDIS_URL says' : `${env['REDIS_URL']} (${redis})`}`);
    else
      say(
        '  Redis     none: rate limits count in this process only, all else that needs Redis is off. `npm run setup` installs it.',
      );
    for (const { name, note } of notes) say(`  ${name.padEnd(9)} ${note}`);
  }
  say(`  Worker    beside the API: does ${hasRedis ? 'jobs and events' : 'events (jobs need Redis)'}`);
  say('Changes below src/ and supabase/migrations/ are picked up. Ctrl-C stops everything.');
}

const crashed = 'The API is not running; the output above says why. It starts again when a file below src/ changes.';

async function main(): Promise<void> {
  const file = path.join(paths.root, '.env');
  if (external && existsSync(file)) process.loadEnvFile(file);
  const ports = await wantedPorts(paths.root);
  const { port, note } = await apiPort(ports.PORT);
  if (note !== null) say(note);
  const env = external ? {} : await openStack(ports);

  const hasRedis = (env['REDIS_URL'] ?? process.env['REDIS_URL'] ?? '') !== '';

  const startApi = async (): Promise<boolean> => {
    const api = await apiProcess({ env, port });
    running.api = api;
    const isReady = await api.ready();
    if (!running.stopping) await startWorker(env);
    return isReady;
  };
  const queue = { last: Promise.resolve() };
  const enqueue = (task: () => Promise<void>) => {
    queue.last = queue.last.then(() => (running.stopping ? undefined : task())).catch(complain);
  };
  watchFolder(path.join(paths.root, 'src'), () =>
    enqueue(async () => {
      const since = performance.now();
      await stopProcesses();
      say((await startApi()) ? `Restarted in ${((performance.now() - since) / 1000).toFixed(1)} s.` : crashed);
    }),
  );
  watchFolder(paths.migrations, () =>
    enqueue(async () => sayApplied((await running.stack?.supabase.applyMigrations()) ?? [])),
  );

  enqueue(async () => {
    if (await startApi()) say(`Ready after ${(performance.now() / 1000).toFixed(1)} s.`);
    else if (!running.stopping) say(crashed);
    if (running.api !== null && !running.stopping) sayUrls(running.api, hasRedis);
  });
}

try {
  parseArgs({ options: {} });
} catch (error) {
  fail(error);
  process.exit();
}
say('Starting …');
for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.on(signal, () => void stop(0));
await main().catch(async (error: unknown) => {
  complain(error);
  await stop(1);
});
