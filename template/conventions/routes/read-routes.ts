import { spawn } from 'node:child_process';
import { existsSync, readFileSync, realpathSync } from 'node:fs';
import { dirname, join, relative, sep } from 'node:path';
import { parseEnv } from 'node:util';
import type { Project } from '../project.ts';
import type { RouteFacts, RouteReport } from './route-facts.ts';

/** More than the ten seconds after which Fastify itself names the plugin that hangs. */
const DEADLINE_MS = 15_000;

/** What an app needs in order to be built, and nothing that leads to a service, whatever the machine's own environment has. */
const placeholders = {
  NODE_ENV: 'production',
  LOG_LEVEL: 'silent',
  SUPABASE_URL: 'http://127.0.0.1:9',
  SUPABASE_PUBLISHABLE_KEY: 'placeholder',
  SUPABASE_SECRET_KEY: 'placeholder',
  SUPABASE_JWKS_URL: 'http://127.0.0.1:9/jwks.json',
  SUPABASE_JWT_SECRET: '',
  SUPABASE_JWT_ISSUER: 'http://127.0.0.1:9',
  OPENAI_API_KEY: 'placeholder',
  REDIS_URL: '',
};

function environmentOf(root: string): Record<string, string | undefined> {
  const example = join(root, '.env.example');
  const given = existsSync(example) ? parseEnv(readFileSync(example, 'utf8')) : {};
  const modules = [root, dirname(root)].map((folder) => join(folder, 'node_modules')).find(existsSync);
  const cache = modules === undefined ? {} : { NODE_COMPILE_CACHE: join(modules, '.cache/routes') };
  const { PATH, HOME, TMPDIR } = process.env;
  return { PATH, HOME, TMPDIR, ...given, ...placeholders, ...cache };
}

/**
 * Builds the project's app in a process of its own, as it is in production but for its services, and tells its routes.
 * Nothing listens and nothing is asked. An app that cannot be built, ends, or takes longer than `deadline`
 * milliseconds, is a failure with its place. No routes where there is no `src/app.ts`.
 */
export async function readRoutes({ root }: Project, deadline = DEADLINE_MS): Promise<RouteReport> {
  const entry = join(root, 'src/app.ts');
  if (!existsSync(entry)) return { routes: [] };
  const failure = (message: string): RouteReport => ({ failure: { message, file: entry, line: 1 } });

  const report = await new Promise<RouteReport>((resolve) => {
    const child = spawn(process.execPath, [join(import.meta.dirname, 'routes.process.ts'), root], {
      cwd: root,
      env: environmentOf(root),
      stdio: ['ignore', 'ignore', 'ignore', 'ipc'],
    });
    const stop = (): void => void child.kill('SIGKILL');
    const timer = setTimeout(() => {
      resolve(failure(`it was not ready after ${deadline / 1000} seconds.`));
      stop();
    }, deadline);
    process.once('exit', stop);
    child.once('error', (error) => resolve(failure(error.message)));
    child.once('message', (message) => resolve(message as RouteReport));
    child.once('close', (code) => {
      clearTimeout(timer);
      process.off('exit', stop);
      resolve(failure(`its process ended (code ${code}) before it was built.`));
    });
  });
  return below(root, report);
}

/** With the paths as the caller knows them: the process sees through symlinks. */
function below(root: string, report: RouteReport): RouteReport {
  const real = realpathSync(root);
  const known = <T extends string | null>(file: T): T | string =>
    file !== null && file.startsWith(`${real}${sep}`) ? join(root, relative(real, file)) : file;
  if ('failure' in report) return { failure: { ...report.failure, file: known(report.failure.file) } };
  return { routes: report.routes.map((route): RouteFacts => ({ ...route, file: known(route.file) })) };
}
