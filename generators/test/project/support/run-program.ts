import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { access } from 'node:fs/promises';
import { setTimeout as sleep } from 'node:timers/promises';

type Options = { cwd: string; env?: NodeJS.ProcessEnv };

/** Starts a program that is killed after a minute; `ended` resolves with what it wrote and how it ended. */
export const startProgram = (command: string, args: readonly string[], options: Options) => {
  const { NODE_OPTIONS: _, ...inherited } = process.env; // ours are for the test runner
  const env = { ...inherited, ...options.env };
  const child = spawn(command, args, { cwd: options.cwd, env, stdio: 'pipe', timeout: 60_000 });
  const text = { stdout: '', stderr: '' };
  child.stdout.setEncoding('utf8').on('data', (chunk: string) => (text.stdout += chunk));
  child.stderr.setEncoding('utf8').on('data', (chunk: string) => (text.stderr += chunk));
  const ended = once(child, 'close').then(([exitCode]: unknown[]) => ({ exitCode, ...text }));
  return { child, ended };
};

/** Runs a program to its end. */
export const runProgram = (command: string, args: readonly string[], options: Options) =>
  startProgram(command, args, options).ended;

/** Waits until `ready` says so, 20 s at most. */
export const until = async (ready: () => Promise<boolean>): Promise<void> => {
  for (let tries = 0; tries < 400; tries += 1) {
    if (await ready()) return;
    await sleep(50);
  }
  throw new Error('It did not happen in 20 s.');
};

/** Waits until a file is there, 20 s at most. */
export const untilExists = (path: string): Promise<void> =>
  until(() =>
    access(path).then(
      () => true,
      () => false,
    ),
  );
