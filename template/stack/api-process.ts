import { setTimeout as sleep } from 'node:timers/promises';
import { sourceProcess } from './source-process.ts';

const host = process.env['HOST'] ?? '127.0.0.1';
const reachable = ['0.0.0.0', '::', ''].includes(host) ? '127.0.0.1' : host;

/**
 * Runs src/server.ts. `ready` resolves to true when it answers at /health/live, and to false when it ended or did not
 * answer within 30 s. `stop` lets it finish what it is doing.
 */
export async function apiProcess({ env, port }: { env: Record<string, string>; port: number }) {
  const server = await sourceProcess('server.ts', { ...env, PORT: String(port) });
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
