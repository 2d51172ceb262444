import { spawn } from 'node:child_process';

type Options = { readonly cwd: string; readonly env: NodeJS.ProcessEnv; readonly deadlineMs: number };

/**
 * Runs a program to its end. `output` is what it wrote to stdout and stderr, in the order in which it came.
 * @throws when it cannot be started, or is not done by the deadline; it is killed then.
 */
export function runCommand(
  command: string,
  args: readonly string[],
  { cwd, env, deadlineMs }: Options,
): Promise<{ readonly code: number; readonly output: string }> {
  return new Promise((resolve, reject) => {
    const child = spawn(command, args, { cwd, env, stdio: ['ignore', 'pipe', 'pipe'] });
    const written: string[] = [];
    for (const stream of [child.stdout, child.stderr]) {
      stream.setEncoding('utf8').on('data', (chunk: string) => written.push(chunk));
    }
    const timer = setTimeout(() => {
      child.kill('SIGKILL');
      reject(new Error(`${command} was not done within ${deadlineMs / 1000} s and was stopped.`));
    }, deadlineMs);
    child.once('error', (error) => {
      clearTimeout(timer);
      reject(new Error(`${command} could not be started (${error.message}). Run \`npm install\`.`));
    });
    child.once('close', (code) => {
      clearTimeout(timer);
      resolve({ code: code ?? 1, output: written.join('') });
    });
  });
}
