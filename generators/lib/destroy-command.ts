import { parseArgs } from 'node:util';
import { commandFailure, isCommandError, usageError } from './command-error.ts';
import { errorText } from './error-text.ts';
import { dryRunText, fileTree, nextText } from './report.ts';
import { runDestroy } from './run-destroy.ts';

const HELP = `npm run destroy -- <generator> <name>
npm run destroy -- resource invoice

Takes back exactly what \`npm run generate\` wrote, which .generated/ remembers. Refuses where a file was edited since, or where
another table refers to it. A migration that may have been applied stays, and a new one takes it back.

Flags: --dry-run shows what would be done and changes nothing, --json prints the result as JSON, --help shows this.`;

const NEXT = ['npm run typecheck  # names what still uses it'];

const readCommandLine = (args: readonly string[]) => {
  try {
    return parseArgs({
      args: [...args],
      allowPositionals: true,
      options: {
        'dry-run': { type: 'boolean', default: false },
        json: { type: 'boolean', default: false },
        help: { type: 'boolean', short: 'h', default: false },
      },
    });
  } catch (error) {
    // Node adds advice that does not fit here after the first sentence.
    const [message = ''] = errorText(error).split('. ');
    throw usageError(`${message}.`, HELP);
  }
};

type Command = {
  /** What follows `npm run destroy --`. */
  readonly args: readonly string[];
  /** Where to look for the project from, upward. */
  readonly cwd: string;
  /** Aborted when the process is told to stop. */
  readonly signal: AbortSignal;
  /** Take one message each, without its line end. */
  readonly out: (text: string) => void;
  readonly err: (text: string) => void;
};

const run = async ({ args: line, cwd, signal, out, err }: Command): Promise<void> => {
  const { values, positionals } = readCommandLine(line);
  const [generator, ...args] = positionals;
  if (generator === undefined || values.help) return out(HELP);
  if (args.length === 0) throw usageError(`What of ${generator} is to be taken back? The name is missing.`, HELP);
  const dryRun = values['dry-run'];
  const { changes, notes } = await runDestroy({ generator, args, cwd, dryRun, signal, onNote: err });
  const files = changes.map(({ path, action }) => ({ path, action }));
  if (values.json) return out(JSON.stringify({ ok: true, files, notes, next: NEXT }));
  const what = dryRun ? `Would do (dry run, nothing was changed):\n${dryRunText(changes)}` : fileTree(changes);
  out([what, ...notes, ...(dryRun ? [] : [nextText(NEXT).trimEnd()])].join('\n\n'));
};

/** The command `npm run destroy`. Never throws; returns the exit code: 0 done, 1 failed, 2 wrong usage. */
export const destroyCommand = async (command: Command): Promise<0 | 1 | 2> => {
  try {
    await run(command);
    return 0;
  } catch (error) {
    const { message, next, exitCode } = isCommandError(error)
      ? error
      : commandFailure(
          `destroy failed: ${error instanceof Error ? (error.stack ?? error.message) : String(error)}`,
          'This is a mistake in the generators: report it. Nothing is half-done; `git status` shows what changed.',
        );
    if (command.args.includes('--json'))
      command.out(JSON.stringify({ ok: false, files: [], notes: [], next: [next], error: message }));
    else command.err(`${message}\n\n${next}`);
    return exitCode;
  }
};
