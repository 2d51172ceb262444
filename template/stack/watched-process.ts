import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { open } from 'node:fs/promises';

/**
 * Runs the command and ends it when standard input closes, which the kernel sees to however the parent ends. `read` is
 * a shell builtin, so that nothing but this shell waits.
 */
const watchdog = `
exec 3<&0
"$@" </dev/null 3<&- &
program=$!
(while read -r line <&3; do :; done; kill "$program" 2>/dev/null) &
watcher=$!
exec 3<&-
wait "$program"
code=$?
kill "$watcher" 2>/dev/null
exit "$code"
`;

/**
 * Starts a program that cannot outlive this process, with its output in `logFile`, in a session of its own: a Ctrl-C in
 * the terminal reaches us, and we stop things in order.
 */
export async function watchedProcess(command: readonly string[], logFile: string) {
  const log = await open(logFile, 'w');
  const child = spawn('sh', ['-c', watchdog, 'sh', ...command], {
    detached: true,
    stdio: ['pipe', log.fd, log.fd],
  });
  await log.close();
  child.stdin?.on('error', () => null);
  const exited = once(child, 'exit');
  exited.catch(() => null);

  /** Asks it to end; after 5 seconds it is killed, with all that it started. */
  async function stop(): Promise<void> {
    if (child.exitCode !== null || child.signalCode !== null || child.pid === undefined) return;
    const { pid } = child;
    child.stdin?.end();
    const timer = setTimeout(() => process.kill(-pid, 'SIGKILL'), 5000);
    await exited;
    clearTimeout(timer);
  }
  return { stop, hasEnded: () => child.exitCode !== null || child.signalCode !== null };
}
