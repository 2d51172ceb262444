import { stopSignal } from '../lib/stop-signal.ts';
import { exampleCommand } from './example-command.ts';

process.exitCode = await exampleCommand({
  verb: 'remove',
  args: process.argv.slice(2),
  project: process.cwd(),
  cwd: process.env['INIT_CWD'] ?? process.cwd(),
  signal: stopSignal(),
  out: (text) => void process.stdout.write(`${text}\n`),
  err: (text) => void process.stderr.write(`${text}\n`),
});
