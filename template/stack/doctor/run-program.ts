import { execFile } from 'node:child_process';
import { promisify } from 'node:util';
import type { Place } from './check-result.ts';

const DEADLINE_MS = 1800;

/** What a program wrote to standard output, or null where it is not there, fails, or takes more than 1.8 seconds. */
export const runProgram = async (
  program: string,
  args: readonly string[],
  { root, env }: Place,
): Promise<string | null> => {
  // A hook's variables would point git at the repository of whoever started us.
  const own = Object.entries(env).filter(([name]) => !name.startsWith('GIT_'));
  const options = { cwd: root, env: Object.fromEntries(own), timeout: DEADLINE_MS, killSignal: 'SIGKILL' as const };
  return promisify(execFile)(program, args, options).then(
    ({ stdout }) => stdout.trim(),
    () => null,
  );
};
