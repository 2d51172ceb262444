import { fork } from 'node:child_process';
import { once } from 'node:events';
import type { Use } from './serve.ts';

const PATIENCE_MS = 20_000;

/**
 * Runs a file that calls `serve` or `answer` in a process of its own, so that its time and memory can be told from ours. It ends with
 * this process at the latest. Its output is thrown away, its complaints are ours.
 */
export async function startProcess(file: string, env: Readonly<Record<string, string>> = {}) {
  const child = fork(file, [], {
    stdio: ['ignore', 'ignore', 'inherit', 'ipc'],
    env: { ...process.env, NODE_OPTIONS: '--disable-warning=ExperimentalWarning', ...env },
  });
  const exited = once(child, 'exit');
  /** The next message of the process, or an error where it ends or says nothing in time. */
  const next = async (): Promise<unknown> => {
    const [message] = await Promise.race([
      once(child, 'message', { signal: AbortSignal.timeout(PATIENCE_MS) }),
      exited.then(([code]): never => {
        throw new Error(`${file} ended with ${code}.`);
      }),
    ]);
    return message;
  };
  const url = String(await next());
  return {
    url,
    pid: child.pid,
    /** What the process has used since it began. */
    async use(): Promise<Use> {
      const answer = next();
      child.send('use');
      return (await answer) as Use;
    },
    async stop(): Promise<void> {
      child.kill('SIGKILL');
      await exited;
    },
  };
}
