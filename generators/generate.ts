import { generators } from './generators.ts';
import { generateCommand } from './lib/generate-command.ts';
import { stopSignal } from './lib/stop-signal.ts';

const [name, ...rest] = process.argv.slice(2);
const shared = {
  cwd: process.cwd(),
  signal: stopSignal(),
  out: (text: string) => void process.stdout.write(`${text}\n`),
  err: (text: string) => void process.stderr.write(`${text}\n`),
};

const fromKit = async (): Promise<number> => {
  const { exampleCommand } = await import('./kit/example-command.ts');
  const cwd = process.env['INIT_CWD'] ?? process.cwd();
  return exampleCommand({ ...shared, verb: 'add', args: rest, project: process.cwd(), cwd });
};

// An example is no generator: what it lays is the kit's, and is fetched from there.
process.exitCode =
  name === 'example' ? await fromKit() : await generateCommand({ ...shared, args: process.argv.slice(2), generators });
