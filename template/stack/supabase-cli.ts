import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { text } from 'node:stream/consumers';
import { onPath } from './on-path.ts';

const quiet = { NODE_OPTIONS: '', SUPABASE_TELEMETRY_DISABLED: '1', DO_NOT_TRACK: '1' };

type Options = { env: Readonly<Record<string, string>>; timeout: number };

/**
 * Runs the Supabase CLI that comes with the dependencies, without telemetry or questions, and with `env` besides the
 * environment of this process. Resolves to its exit code and output.
 * @throws when it is not installed, or not done within `timeout` milliseconds.
 */
export async function supabaseCli(args: readonly string[], { env, timeout }: Options) {
  const program = await onPath(['supabase']);
  if (program === null)
    throw new Error('The Supabase CLI is not installed. Run `npm install`, and use this through `npm run`.');
  const child = spawn(program, [...args, '--agent', 'no'], {
    stdio: ['ignore', 'pipe', 'pipe'],
    env: { ...process.env, ...env, ...quiet },
    timeout,
    killSignal: 'SIGKILL',
  });
  const [stdout, stderr, [code, signal]] = await Promise.all([
    text(child.stdout),
    text(child.stderr),
    once(child, 'exit'),
  ]);
  if (signal !== null)
    throw new Error(`The Supabase CLI was not done within ${timeout / 1000} s.\n${String(stderr).trim()}`);
  return { code: Number(code), stdout, stderr };
}
