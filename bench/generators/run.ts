import { execFile } from 'node:child_process';
import { promisify } from 'node:util';

// What a command and all that it starts took of the processors, since what else the machine does is in the seconds by the clock.
const TIMED = `TIMEFORMAT='%U %S'; time "$0" "$@"`;

/** Runs a command to its end, and returns the seconds by the clock and of all processors. @throws where it fails */
export const run = async (cwd: string, ...command: readonly string[]): Promise<{ s: number; cpu_s: number }> => {
  const begun = performance.now();
  const options = { cwd, timeout: 120_000, maxBuffer: 2 ** 24 };
  const { stderr } = await promisify(execFile)('bash', ['-c', TIMED, ...command], options);
  const times = stderr.trimEnd().split('\n').at(-1)?.split(' ') ?? [];
  return {
    s: (performance.now() - begun) / 1000,
    cpu_s: times.reduce((sum, time) => sum + Number(time), 0),
  };
};
