import { dirname } from 'node:path';
import { updateCli } from './update/update-cli.ts';

// Started by the project's `generators/kit`, from a clone of the kit at the version that the project shall come to.
const interrupt = new AbortController();
for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.on(signal, () => interrupt.abort());

process.exitCode = await updateCli(process.argv.slice(2), {
  kitRoot: dirname(dirname(import.meta.dirname)),
  onTerminal: process.stderr.isTTY,
  out: (text) => void process.stdout.write(`${text}\n`),
  err: (text) => void process.stderr.write(`${text}\n`),
  signal: interrupt.signal,
});
