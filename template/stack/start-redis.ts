import { execFile } from 'node:child_process';
import { mkdir, open, readFile } from 'node:fs/promises';
import path from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { promisify } from 'node:util';
import { freePort } from './free-port.ts';
import { onPath } from './on-path.ts';
import { redisPing } from './redis-ping.ts';
import { watchedProcess } from './watched-process.ts';

type Options = { dir: string; port: number; keep: boolean; databases: number };

/** Whether a Docker engine answers within 3 s. */
export async function dockerAnswers(): Promise<boolean> {
  if ((await onPath(['docker'])) === null) return false;
  return promisify(execFile)('docker', ['info'], { timeout: 3000 }).then(
    () => true,
    () => false,
  );
}

function serverArguments({ port, keep, databases }: Options): string[] {
  const storage = ['--save', '', '--appendonly', keep ? 'yes' : 'no'];
  return ['--port', String(port), '--databases', String(databases), ...storage];
}

async function findCommand(options: Options): Promise<{ how: string; command: string[]; patience: number } | null> {
  const { dir, port } = options;
  const server = await onPath(['redis-server', 'valkey-server']);
  if (server !== null) {
    const command = [server, ...serverArguments(options), '--bind', '127.0.0.1', '--dir', dir];
    return { how: path.basename(server), command, patience: 10_000 };
  }
  if (!(await dockerAnswers())) return null;
  const user = `${process.getuid?.() ?? 0}:${process.getgid?.() ?? 0}`;
  const published = ['-p', `127.0.0.1:${port}:${port}`, '-v', `${dir}:/data`];
  // Published to this machine only, where it has no password; to Redis each caller seems to be another machine.
  const inside = ['redis-server', ...serverArguments(options), '--dir', '/data', '--protected-mode', 'no'];
  const command = ['docker', 'run', '--rm', '--user', user, ...published, 'redis:8', ...inside];
  // The first run may have to fetch the image.
  return { how: 'Docker', command, patience: 90_000 };
}

/**
 * A Redis of our own on `port` or a free one, its data in `dir`; with `keep` it survives restarts.
 * Looks for redis-server, valkey-server, then Docker; null when there is none.
 * @throws with the end of its log when one is there but does not start.
 */
export async function startRedis(options: Options) {
  await mkdir(options.dir, { recursive: true });
  const port = await freePort(options.port);
  const found = await findCommand({ ...options, port });
  if (found === null) return null;
  const url = `redis://127.0.0.1:${port}`;
  const logFile = path.join(options.dir, 'redis.log');
  const log = await open(logFile, 'w');
  const server = watchedProcess(found.command, { output: log.fd, patience: 5000 });
  await log.close();
  const deadline = performance.now() + found.patience;
  while (!(await redisPing(url, 1000))) {
    if (server.hasEnded() || performance.now() > deadline) {
      await server.stop();
      const log = await readFile(logFile, 'utf8');
      throw new Error(
        `Redis (${found.how}) did not start. The end of its log, ${logFile}:\n${log.slice(-1500).trim()}`,
      );
    }
    await sleep(25);
  }
  return { url, how: found.how, stop: server.stop };
}
