import path from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { paths } from './paths.ts';
import { watchedProcess } from './watched-process.ts';

const host = process.env['HOST'] ?? '127.0.0.1';
const reachable = ['0.0.0.0', '::', ''].includes(host) ? '127.0.0.1' : host;

/** On a terminal, pino's JSON lines are made readable; a pipe gets them as they are. */
async function prettyPrinter() {
  const { default: pretty } = await import('pino-pretty');
  return pretty({ colorize: true, ignore: 'pid,hostname', translateTime: 'SYS:HH:MM:ss' });
}

/**
 * Runs src/server.ts. `ready` resolves to true when it answers at /health/live, and to false when it ended or did not
 * answer within 30 s. `stop` lets it finish what it is doing.
 */
export async function apiProcess({ env, port }: { env: Record<string, string>; port: number }) {
  const readable = process.stdout.isTTY;
  const server = watchedProcess([process.execPath, path.join(paths.root, 'src', 'server.ts')], {
    output: readable ? 'pipe' : 'inherit',
    patience: 30_000,
    cwd: paths.root,
    env: { ...process.env, ...env, PORT: String(port), NODE_COMPILE_CACHE: paths.compileCache },
  });
  if (server.stdout !== null) server.stdout.pipe(await prettyPrinter()).on('error', () => null);
  const url = `http://${reachable}:${port}`;

  async function ready(): Promise<boolean> {
    const deadline = performance.now() + 30_000;
    while (!server.hasEnded() && performance.now() < deadline) {
      const answered = await fetch(`${url}/health/live`, { signal: AbortSignal.timeout(2000) }).then(
        (response) => response.ok,
        () => false,
      );
      if (answered && !server.hasEnded()) return true;
      await sleep(50);
    }
    return false;
  }
  return { url, ready, stop: server.stop, hasEnded: server.hasEnded };
}
