import { fork } from 'node:child_process';
import { once } from 'node:events';
import { mkdir, open, readFile, rm, symlink } from 'node:fs/promises';
import path from 'node:path';
import { childRpc } from './child-rpc.ts';
import { paths } from './paths.ts';

async function tail(file: string): Promise<string> {
  const text = await readFile(file, 'utf8').catch(() => '');
  return text.split('\n').slice(-20).join('\n').trim();
}

/**
 * Starts Supabase Lite's process on the data in `dataDir`, made when absent; `ask` talks to it.
 * The process is in a session of its own: a Ctrl-C in the terminal reaches the parent, which stops things in order.
 * @throws (ask) with the reason, and the end of the log when the process ended or hung.
 */
export async function supabaseChild({ dataDir, supabaseDir }: { dataDir: string; supabaseDir: string }) {
  await mkdir(path.join(dataDir, 'supabase'), { recursive: true });
  const link = path.join(dataDir, 'supabase', 'migrations');
  await rm(link, { force: true });
  await symlink(path.join(supabaseDir, 'migrations'), link);

  const logFile = path.join(dataDir, 'supabase.log');
  const log = await open(logFile, 'w');
  const child = fork(path.join(import.meta.dirname, 'supabase.process.ts'), [], {
    cwd: dataDir,
    detached: true,
    execArgv: [],
    env: {
      ...process.env,
      NODE_OPTIONS: '--disable-warning=ExperimentalWarning',
      NODE_COMPILE_CACHE: paths.compileCache,
      EXPERIMENTAL_STORAGE: '1',
    },
    stdio: ['ignore', log.fd, log.fd, 'ipc'],
  });
  await log.close();
  const exited = once(child, 'exit');
  const call = childRpc(child);

  async function ask(method: string, params: unknown, timeout: number): Promise<unknown> {
    try {
      return await call(method, params, timeout);
    } catch (error) {
      const reason = error instanceof Error ? error.message : String(error);
      if (!reason.startsWith('it ')) throw new Error(reason);
      throw new Error(`Supabase Lite did not work: ${reason}. The end of its log, ${logFile}:\n${await tail(logFile)}`);
    }
  }

  /** Lets it close its database and end; after 5 seconds it is killed. */
  async function stop(): Promise<void> {
    if (child.connected) child.disconnect();
    const timer = setTimeout(() => child.kill('SIGKILL'), 5000);
    if (child.exitCode === null && child.signalCode === null) await exited;
    clearTimeout(timer);
  }
  return { ask, stop, pid: child.pid, exited };
}
