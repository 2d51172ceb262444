import { stopSignal } from '../lib/stop-signal.ts';
import { kitCommand } from './kit-command.ts';

process.exitCode = await kitCommand({
  args: process.argv.slice(2),
  project: process.cwd(),
  cwd: process.env['INIT_CWD'] ?? process.cwd(),
  signal: stopSignal(),
  out: (text) => void process.stdout.write(`${text}\n`),
  err: (text) => void process.stderr.write(`${text}\n`),
});
