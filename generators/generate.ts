import { parseArgs } from 'node:util';
import { type Generator, generators } from './generators.ts';
import { type CommandError, commandFailure, isCommandError, usageError } from './lib/command-error.ts';
import type { PlannedWrite } from './lib/preview-plan.ts';
import { dryRunText, fileTree, nextText } from './lib/report.ts';
import { runGenerator } from './lib/run-generator.ts';
import { stopSignal } from './lib/stop-signal.ts';
import { didYouMean } from './lib/words.ts';

const out = (text: string): void => void process.stdout.write(`${text}\n`);
const note = (text: string): void => void process.stderr.write(`${text}\n`);
const LIST = 'Run `npm run generate` to see the generators and an example of each.';
const FLAGS = `Flags: --dry-run shows what would be written and changes nothing, --force overwrites files that were edited,
--json prints the result as JSON, --help shows this.`;

const readCommandLine = () => {
  try {
    return parseArgs({
      allowPositionals: true,
      options: {
        'dry-run': { type: 'boolean', default: false },
        force: { type: 'boolean', default: false },
        json: { type: 'boolean', default: false },
        help: { type: 'boolean', short: 'h', default: false },
      },
    });
  } catch (error) {
    throw usageError(error instanceof Error ? error.message : String(error), LIST);
  }
};

const help = async (only: Generator | null): Promise<string> => {
  const listed = (only === null ? generators : [only]).map(
    ({ name, summary, usage, example }) =>
      `${name}: ${summary}\n  npm run generate -- ${usage}\n  npm run generate -- ${example}\n`,
  );
  const { fieldHelp } = await import('./lib/field.ts');
  return `${listed.join('\n')}\n${only === null ? '' : `${fieldHelp}\n`}${FLAGS}`;
};

const find = (name: string): Generator => {
  const found = generators.find((generator) => generator.name === name);
  if (found !== undefined) return found;
  const names = generators.map((generator) => generator.name);
  throw usageError(`There is no generator ${JSON.stringify(name)}.${didYouMean(name, names)}`, LIST);
};

const showOverwritten = (writes: readonly PlannedWrite[]): void => {
  const lost = writes.filter(({ action }) => action === 'overwrite');
  if (lost.length > 0) out(`--force overwrites:\n${dryRunText(lost)}\n`);
};

const summary = (dryRun: boolean, writes: readonly PlannedWrite[], next: readonly string[]): string => {
  if (writes.every(({ action }) => action === 'unchanged'))
    return `Nothing to do: all of it is there already.\n${fileTree(writes)}`;
  if (dryRun) return `Would write (dry run, nothing was changed):\n${dryRunText(writes)}`;
  return `${fileTree(writes)}\n\n${nextText(next)}`.trimEnd();
};

const main = async (): Promise<void> => {
  const { values, positionals } = readCommandLine();
  const [name, ...args] = positionals;
  if (name === undefined || values.help) return out(await help(name === undefined ? null : find(name)));
  const { writes, next } = await runGenerator({
    generator: find(name),
    args,
    cwd: process.cwd(),
    dryRun: values['dry-run'],
    force: values.force,
    signal: stopSignal(),
    onPreview: values.json || values['dry-run'] ? () => {} : showOverwritten,
    onNote: note,
  });
  if (!values.json) return out(summary(values['dry-run'], writes, next));
  out(JSON.stringify({ ok: true, files: writes.map(({ path, action }) => ({ path, action })), next }));
};

/** A crash is a mistake of ours: the stack helps whoever reports it. */
const asCommandError = (error: unknown): CommandError =>
  isCommandError(error)
    ? error
    : commandFailure(
        `generate failed: ${error instanceof Error ? (error.stack ?? error.message) : String(error)}`,
        'This is a mistake in the generator: report it. Nothing is half-written; `git status` shows whether anything is new.',
      );

const fail = (error: unknown): void => {
  const { message, next, exitCode } = asCommandError(error);
  if (process.argv.includes('--json')) out(JSON.stringify({ ok: false, files: [], next: [next], error: message }));
  else note(`${message}\n\n${next}`);
  process.exitCode = exitCode;
};

await main().catch(fail);
