import { existsSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { runCli } from './run-cli.ts';

/** The kit is the nearest folder above that holds a template: this file runs from `generators/project/` and from `dist/`. */
const findKit = (folder: string): string =>
  existsSync(join(folder, 'template', 'package.json')) || dirname(folder) === folder
    ? folder
    : findKit(dirname(folder));

/** Runs the command line in this process: with its arguments, its streams, and its signals, which interrupt cleanly. */
export const main = async (command: string, cwd: string): Promise<void> => {
  const interrupt = new AbortController();
  const stop = () => interrupt.abort();
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.once(signal, stop);
  process.exitCode = await runCli(process.argv.slice(2), {
    command,
    kitRoot: findKit(dirname(fileURLToPath(import.meta.url))),
    cwd,
    stdout: process.stdout,
    stderr: process.stderr,
    signal: interrupt.signal,
  });
};
