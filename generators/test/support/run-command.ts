import type { destroyCommand } from '../../lib/destroy-command.ts';

/** Runs a command of the generators in this process, as on the command line: its exit code and what it wrote. */
export const runCommand = async (command: typeof destroyCommand, cwd: string, args: readonly string[]) => {
  const written = { stdout: '', stderr: '' };
  const code = await command({
    args,
    cwd,
    signal: new AbortController().signal,
    out: (text) => void (written.stdout += `${text}\n`),
    err: (text) => void (written.stderr += `${text}\n`),
  });
  return { code, ...written };
};
