import { spawn } from 'node:child_process';
import { once } from 'node:events';
import path from 'node:path';
import { text } from 'node:stream/consumers';
import { freePort } from '../../stack/free-port.ts';

const main = path.join(import.meta.dirname, '../../src/server.ts');

/**
 * Runs src/server.ts, or that of a copy (`file`), to its end, or until `lifetime` milliseconds have passed; `answers` tells
 * whether it does on `url`.
 */
export async function startServer(env: Readonly<Record<string, string>> = {}, lifetime = 15_000, file = main) {
  const port = env['PORT'] ?? String(await freePort(0));
  const child = spawn(process.execPath, [file], {
    stdio: ['ignore', 'pipe', 'pipe'],
    env: {
      ...process.env,
      NODE_OPTIONS: '--disable-warning=ExperimentalWarning',
      LOG_LEVEL: 'info',
      // Every test of the run comes from this address.
      RATE_LIMIT_PER_MINUTE: '100000',
      PORT: port,
      ...env,
    },
    timeout: lifetime,
    killSignal: 'SIGKILL',
  });
  const url = `http://127.0.0.1:${port}`;
  const ended = Promise.all([text(child.stdout), text(child.stderr), once(child, 'exit')]).then(
    ([stdout, stderr, [code]]) => ({ stdout, stderr, code: code as number | null }),
  );
  const answers = (): Promise<true | null> =>
    fetch(`${url}/health/live`, { signal: AbortSignal.timeout(1000) }).then(
      ({ ok }) => (ok ? true : null),
      () => null,
    );
  return { url, pid: child.pid, kill: (signal: NodeJS.Signals) => child.kill(signal), ended, answers };
}
