import { spawn } from 'node:child_process';

type RunOptions = {
  cwd: string;
  env: NodeJS.ProcessEnv;
  signal: AbortSignal;
  timeoutMs: number;
  /** `capture` keeps the output for the caller; `stderr` shows it as it comes, on our stderr, since stdout is for results. */
  output: 'capture' | 'stderr';
};

type RunResult = { exitCode: number | null; stdout: string; stderr: string };

/**
 * Runs a program to its end. A program that is aborted or runs into its time limit is sent SIGTERM, and SIGKILL 5 s later.
 * @throws the abort reason once the program has ended; a system error such as `ENOENT` when it cannot be started.
 */
export const run = (command: string, args: readonly string[], options: RunOptions): Promise<RunResult> => {
  const stop = AbortSignal.any([options.signal, AbortSignal.timeout(options.timeoutMs)]);
  return new Promise((resolve, reject) => {
    if (stop.aborted) return reject(stop.reason);
    const sink = options.output === 'capture' ? 'pipe' : process.stderr;
    const child = spawn(command, args, { cwd: options.cwd, env: options.env, stdio: ['ignore', sink, sink] });
    const text = { stdout: '', stderr: '' };
    child.stdout?.setEncoding('utf8').on('data', (chunk: string) => (text.stdout += chunk));
    child.stderr?.setEncoding('utf8').on('data', (chunk: string) => (text.stderr += chunk));
    const onAbort = () => {
      child.kill('SIGTERM');
      setTimeout(() => child.kill('SIGKILL'), 5_000).unref();
    };
    stop.addEventListener('abort', onAbort, { once: true });
    child.once('error', reject);
    // Not `close`: a grandchild could hold the pipes open for ever.
    child.once('exit', () => stop.aborted && reject(stop.reason));
    child.once('close', (exitCode) => {
      stop.removeEventListener('abort', onAbort);
      if (stop.aborted) reject(stop.reason);
      else resolve({ exitCode, ...text });
    });
  });
};
