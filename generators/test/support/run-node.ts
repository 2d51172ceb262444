import { spawn } from 'node:child_process';

export type Ended = {
  readonly code: number | null;
  readonly signal: string | null;
  readonly stdout: string;
  readonly stderr: string;
};

/** Runs a script in a process of its own and waits for its end, at most so many milliseconds. */
export const runNode = (cwd: string, args: readonly string[], timeout = 15_000): Promise<Ended> => {
  const { NODE_OPTIONS: _jestsOwn, ...env } = process.env;
  const child = spawn(process.execPath, args, { cwd, env, stdio: ['ignore', 'pipe', 'pipe'], timeout });
  const collected = { stdout: '', stderr: '' };
  for (const name of ['stdout', 'stderr'] as const) {
    child[name].setEncoding('utf8').on('data', (text: string) => (collected[name] += text));
  }
  return new Promise((resolve, reject) => {
    child.once('error', reject);
    child.once('close', (code, signal) => resolve({ code, signal, ...collected }));
  });
};
