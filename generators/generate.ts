import { generators } from './generators.ts';
import { generateCommand } from './lib/generate-command.ts';
import { stopSignal } from './lib/stop-signal.ts';

process.exitCode = await generateCommand({
  args: process.argv.slice(2),
  generators,
  cwd: process.cwd(),
  signal: stopSignal(),
  out: (text) => void process.stdout.write(`${text}\n`),
  err: (text) => void process.stderr.write(`${text}\n`),
});
