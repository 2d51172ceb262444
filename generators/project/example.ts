import { dirname } from 'node:path';
import { runExample } from './examples/run-example.ts';
import { isProjectError, messageOf } from './project-error.ts';

// npm run example -- auth [script]: works on an example in the project that it composes to.
const interrupt = new AbortController();
process.on('SIGINT', () => {});
for (const signal of ['SIGTERM', 'SIGHUP'] as const) process.on(signal, () => interrupt.abort());
const say = (text: string): void => void process.stderr.write(`${text}\n`);

try {
  process.exitCode = await runExample({
    args: process.argv.slice(2),
    kitRoot: dirname(dirname(import.meta.dirname)),
    say,
    signal: interrupt.signal,
  });
} catch (error) {
  say(isProjectError(error) ? error.message : `The example was not composed: ${messageOf(error)}`);
  process.exitCode = isProjectError(error) ? error.exitCode : 1;
}
