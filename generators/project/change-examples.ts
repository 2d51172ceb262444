import { dirname } from 'node:path';
import { changeCli } from './examples/change-cli.ts';

// Started by the project's `generators/kit`, from a clone of the kit at the version that the project is from.
const interrupt = new AbortController();
for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.on(signal, () => interrupt.abort());

process.exitCode = await changeCli(process.argv.slice(2), {
  kitRoot: dirname(dirname(import.meta.dirname)),
  out: (text) => void process.stdout.write(`${text}\n`),
  err: (text) => void process.stderr.write(`${text}\n`),
  signal: interrupt.signal,
});
