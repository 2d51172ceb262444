import { destroyCommand } from './lib/destroy-command.ts';
import { stopSignal } from './lib/stop-signal.ts';

process.exitCode = await destroyCommand({
  args: process.argv.slice(2),
  cwd: process.cwd(),
  signal: stopSignal(),
  out: (text) => void process.stdout.write(`${text}\n`),
  err: (text) => void process.stderr.write(`${text}\n`),
});
