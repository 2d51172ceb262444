import { mkdir, rm } from 'node:fs/promises';
import path from 'node:path';
import { startTestStacks } from './test-stacks.ts';

type Options = { maxWorkers: number; collectCoverage: boolean; coverageDirectory: string };

/** What a process needs in its environment to leave what V8 counted in it in a folder, which is empty now. */
async function countInFolder(coverageDirectory: string): Promise<Record<string, string>> {
  const dir = path.join(coverageDirectory, 'processes');
  await rm(dir, { recursive: true, force: true });
  await mkdir(dir, { recursive: true });
  // V8 does not count functions one by one that come from a compile cache.
  return { NODE_V8_COVERAGE: dir, NODE_DISABLE_COMPILE_CACHE: '1' };
}

/** Ends the run where the caller's environment names no stack: each test file would fail for it, at length. */
function requireExternal(): void {
  const missing = ['SUPABASE_URL', 'REDIS_URL'].filter((name) => (process.env[name] ?? '') === '');
  if (missing.length === 0) return;
  const how = '`npx supabase start`, then env $(npm run --silent stack:external) STACK=external REDIS_URL=… npm test';
  process.stderr.write(
    `With STACK=external the tests start nothing; missing in the environment: ${missing.join(', ')}. ${how}\n`,
  );
  process.exit(1);
}

/** With STACK=containers, PostgreSQL and Redis in containers, which all that is started from here on finds in its environment. */
async function startedContainers(): Promise<() => Promise<void>> {
  if (process.env['STACK'] !== 'containers') return () => Promise.resolve();
  // Here, since the library takes a second that other runs need not wait for.
  const { startContainers } = await import('./start-containers.ts');
  const { env, stop } = await startContainers();
  Object.assign(process.env, env);
  return stop;
}

/**
 * Starts a stack for each Jest worker, and hands its environment over as JSON in TEST_STACKS (see env.ts).
 * With STACK=external the environment is the caller's own. With coverage on, the processes of stacks and tests count too.
 */
export default async function globalSetup({ maxWorkers, collectCoverage, coverageDirectory }: Options): Promise<void> {
  const counting = collectCoverage ? await countInFolder(coverageDirectory) : {};
  process.env['TEST_COVERAGE'] = JSON.stringify(counting);
  if (process.env['STACK'] === 'external') return requireExternal();
  Object.assign(process.env, counting);
  const stops: (() => Promise<void>)[] = [];
  try {
    stops.push(await startedContainers());
    const { envs, stop } = await startTestStacks(maxWorkers);
    stops.unshift(stop);
    process.env['TEST_STACKS'] = JSON.stringify(envs);
    Object.assign(globalThis, {
      stopTestStacks: async () => {
        for (const each of stops) await each();
      },
    });
  } catch (error) {
    for (const each of stops) await each();
    // Jest would print a stack trace, which helps nobody here.
    process.stderr.write(`${error instanceof Error ? error.message : String(error)}\n`);
    process.exit(1);
  }
  // Jest's own workers must not have it: Jest counts in them itself.
  for (const name of Object.keys(counting)) Reflect.deleteProperty(process.env, name);
}
