import { spawn } from 'node:child_process';
import { once } from 'node:events';
import type { Readable } from 'node:stream';

/**
 * Runs the command and ends it when standard input closes, which the kernel sees to however the parent ends. `read` is
 * a shell builtin, so that nothing but this shell waits.
 */
const watchdog = `
exec 3<&0
"$@" </dev/null 3<&- &
program=$!
(while read -r line <&3; do :; done; kill "$program" 2>/dev/null) >/dev/null 2>&1 &
watcher=$!
exec 3<&-
wait "$program"
code=$?
kill "$watcher" 2>/dev/null
exit "$code"
`;

type Output = number | 'inherit' | 'pipe';

type Options = { output: Output; patience: number; cwd?: string; env?: NodeJS.ProcessEnv };

/**
 * Starts a program that cannot outlive this process, in a session of its own: a Ctrl-C in the terminal reaches us, and
 * we stop things in order. `stop` asks it to end and kills it, with all that it started, after `patience` milliseconds.
 */
export function watchedProcess(command: readonly string[], { output, patience, ...rest }: Options) {
  const child = spawn('sh', ['-c', watchdog, 'sh', ...command], {
    ...rest,
    detached: true,
    stdio: ['pipe', output, output === 'pipe' ? 'inherit' : output],
  });
  child.stdin?.on('error', () => null);
  const exited: Promise<unknown[]> = once(child, 'exit');
  exited.catch(() => null);
  const hasEnded = () => child.exitCode !== null || child.signalCode !== null;

  async function stop(): Promise<void> {
    const { pid } = child;
    if (hasEnded() || pid === undefined) return;
    child.stdin?.end();
    const timer = setTimeout(() => process.kill(-pid, 'SIGKILL'), patience);
    await exited;
    clearTimeout(timer);
  }
  const stdout: Readable | null = child.stdout;
  return { stop, hasEnded, exited, stdout, pid: child.pid };
}
