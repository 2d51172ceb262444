import { parseArgs } from 'node:util';
import type { Generator } from '../generators.ts';
import { type CommandError, commandFailure, isCommandError, usageError } from './command-error.ts';
import { errorText } from './error-text.ts';
import type { PlannedWrite } from './plan.ts';
import { diffText, dryRunText, fileTree, followingText, nextText } from './report.ts';
import { runGenerator } from './run-generator.ts';
import { didYouMean } from './words.ts';

const EXAMPLE = `example: a worked example of the kit, laid over the project
  npm run generate -- example <name> [--from <kit>]
  npm run generate -- example auth
`;
const LIST = 'Run `npm run generate` to see the generators and an example of each.';
const FLAGS = `Flags: --dry-run shows what would be written and changes nothing, --force overwrites files that were edited,
--json prints the result as JSON, --help shows this. What was written is linted and type-checked, and taken back where it
fails: --keep keeps it all the same, --no-check leaves the checks out.`;

const readCommandLine = (args: readonly string[], generators: readonly Generator[]) => {
  const own: NonNullable<Generator['options']> = Object.assign({}, ...generators.map(({ options }) => options));
  try {
    const flags = {
      'dry-run': { type: 'boolean', default: false },
      force: { type: 'boolean', default: false },
      json: { type: 'boolean', default: false },
      keep: { type: 'boolean', default: false },
      'no-check': { type: 'boolean', default: false },
      help: { type: 'boolean', short: 'h', default: false },
    } as const;
    const { values, positionals } = parseArgs({
      args: [...args],
      allowPositionals: true,
      options: { ...own, ...flags },
    });
    const options = Object.entries(values).filter(([name]) => Object.hasOwn(own, name));
    return { values, positionals, options };
  } catch (error) {
    // Node adds advice that does not fit here after the first sentence.
    const [message = ''] = errorText(error).split('. ');
    throw usageError(`${message}.`, `${FLAGS}\n${LIST}`);
  }
};

const help = async (generators: readonly Generator[], only: Generator | null): Promise<string> => {
  const listed = (only === null ? generators : [only]).map(
    ({ name, summary, usage, example }) =>
      `${name}: ${summary}\n  npm run generate -- ${usage}\n  npm run generate -- ${example}\n`,
  );
  return `${listed.join('\n')}\n${only === null ? `${EXAMPLE}\n` : `${await only.help()}\n`}${FLAGS}`;
};

const find = (generators: readonly Generator[], name: string): Generator => {
  const found = generators.find((generator) => generator.name === name);
  if (found !== undefined) return found;
  const names = generators.map((generator) => generator.name);
  throw usageError(`There is no generator ${JSON.stringify(name)}.${didYouMean(name, names)}`, LIST);
};

/** A generator's options as arguments, in the order that it declares them. @throws usage error for one of another generator. */
const optionArguments = (
  { name, options = {} }: Generator,
  given: ReadonlyArray<readonly [string, unknown]>,
): string[] => {
  const foreign = given.find(([option]) => !Object.hasOwn(options, option));
  if (foreign !== undefined) throw usageError(`Generator ${name} has no option --${foreign[0]}.`, `${FLAGS}\n${LIST}`);
  const values = new Map(given);
  return Object.entries(options).flatMap(([option, { type }]) => {
    if (!values.has(option)) return [];
    return type === 'boolean' ? [`--${option}`] : [`--${option}=${String(values.get(option))}`];
  });
};

const overwritten = (writes: readonly PlannedWrite[]): string =>
  diffText(writes.filter(({ action }) => action === 'overwrite'));

type Done = Awaited<ReturnType<typeof runGenerator>>;

const summary = (dryRun: boolean, { writes, following, next }: Done): string => {
  if (writes.every(({ action }) => action === 'unchanged'))
    return `Nothing to do: all of it is there already.\n${fileTree(writes)}`;
  const followed = followingText(following);
  if (dryRun) return `Would write (dry run, nothing was changed):\n${dryRunText(writes)}\n${followed}`.trimEnd();
  return [fileTree(writes), followed, nextText(next)]
    .filter((part) => part !== '')
    .map((part) => part.trimEnd())
    .join('\n\n');
};

/** A crash is a mistake of ours: the stack helps whoever reports it. */
const asCommandError = (error: unknown): CommandError =>
  isCommandError(error)
    ? error
    : commandFailure(
        `generate failed: ${error instanceof Error ? (error.stack ?? error.message) : String(error)}`,
        'This is a mistake in the generator: report it. Nothing is half-written; `git status` shows whether anything is new.',
      );

type Command = {
  /** What follows `npm run generate --`. */
  readonly args: readonly string[];
  readonly generators: readonly Generator[];
  /** Where to look for the project from, upward. */
  readonly cwd: string;
  /** Aborted when the process is told to stop. */
  readonly signal: AbortSignal;
  /** Take one message each, without its line end. */
  readonly out: (text: string) => void;
  readonly err: (text: string) => void;
};

const run = async ({ args: line, generators, cwd, signal, out, err }: Command): Promise<void> => {
  const { values, positionals, options } = readCommandLine(line, generators);
  const [name, ...args] = positionals;
  if (name === undefined || values.help)
    return out(await help(generators, name === undefined ? null : find(generators, name)));
  const { json, force, 'dry-run': dryRun } = values;
  const generator = find(generators, name);
  const onPreview = (writes: readonly PlannedWrite[]): void => {
    const lost = overwritten(writes);
    if (lost !== '' && !json && !dryRun) out(`--force overwrites:\n${lost}\n`);
  };
  const done = await runGenerator({
    generator,
    args: [...args, ...optionArguments(generator, options)],
    cwd,
    dryRun,
    force,
    check: values['no-check'] ? 'none' : values.keep ? 'keep' : 'undo',
    signal,
    onPreview,
    onNote: err,
  });
  const { writes, following, next } = done;
  const files = writes.map(({ path, action }) => ({ path, action }));
  out(json ? JSON.stringify({ ok: true, files, following, next }) : summary(dryRun, done));
};

/** The command `npm run generate`. Never throws; returns the exit code: 0 done, 1 failed, 2 wrong usage. */
export const generateCommand = async (command: Command): Promise<0 | 1 | 2> => {
  try {
    await run(command);
    return 0;
  } catch (error) {
    const { message, next, exitCode } = asCommandError(error);
    if (command.args.includes('--json'))
      command.out(JSON.stringify({ ok: false, files: [], following: [], next: [next], error: message }));
    else command.err(`${message}\n\n${next}`);
    return exitCode;
  }
};
