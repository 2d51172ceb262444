import { spawn } from 'node:child_process';

type RunOptions = {
  cwd: string;
  signal: AbortSignal;
  timeoutMs: number;
  /** `show` gives the program our own stdout and stderr. */
  output: 'capture' | 'show';
};

type Ended = { code: number | null; stdout: string; stderr: string };

// Set by git while it runs a hook: they would point us at the repository of whoever started us.
const fromHooks = [
  'GIT_DIR',
  'GIT_WORK_TREE',
  'GIT_INDEX_FILE',
  'GIT_OBJECT_DIRECTORY',
  'GIT_COMMON_DIR',
  'GIT_PREFIX',
];

/**
 * Runs a program to its end, without a question to the terminal. When it is aborted, or its time is up, it is sent
 * SIGTERM, and SIGKILL 10 s later.
 * @throws the abort reason once the program has ended, unless it shows its own output; a system error such as `ENOENT` when it cannot be started.
 */
export const runProgram = (command: string, args: readonly string[], options: RunOptions): Promise<Ended> => {
  const { cwd, signal, timeoutMs, output } = options;
  const stop = AbortSignal.any([signal, AbortSignal.timeout(timeoutMs)]);
  const inherited = Object.entries(process.env).filter(([key]) => !fromHooks.includes(key));
  const env = { ...Object.fromEntries(inherited), GIT_TERMINAL_PROMPT: '0' };
  const sink = output === 'show' ? 'inherit' : 'pipe';
  return new Promise((resolve, reject) => {
    if (stop.aborted) return reject(stop.reason);
    const child = spawn(command, args, { cwd, env, stdio: ['ignore', sink, sink] });
    const text = { stdout: '', stderr: '' };
    child.stdout?.setEncoding('utf8').on('data', (chunk: string) => (text.stdout += chunk));
    child.stderr?.setEncoding('utf8').on('data', (chunk: string) => (text.stderr += chunk));
    const onAbort = () => {
      child.kill('SIGTERM');
      setTimeout(() => child.kill('SIGKILL'), 10_000).unref();
    };
    stop.addEventListener('abort', onAbort, { once: true });
    child.once('error', reject);
    // Not `close`: a grandchild could hold the pipes open for ever.
    // What shows its own output says itself that it was stopped.
    child.once('exit', (code) => {
      if (stop.aborted && output === 'show') resolve({ code, ...text });
      else if (stop.aborted) reject(stop.reason);
    });
    child.once('close', (code) => {
      stop.removeEventListener('abort', onAbort);
      resolve({ code, ...text });
    });
  });
};
