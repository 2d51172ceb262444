import { parseArgs } from 'node:util';
import { commandFailure, isCommandError, usageError, type CommandError } from '../lib/command-error.ts';
import { errorText } from '../lib/error-text.ts';
import { readKitManifest } from './kit-manifest.ts';
import { runInKit } from './run-in-kit.ts';

type KitCommand = {
  /** What follows the script's name; the first is `update` or `check`. */
  args: readonly string[];
  /** The root of the project. */
  project: string;
  /** Where the caller stands: a relative path of the kit is meant from there. */
  cwd: string;
  signal: AbortSignal;
  /** Take one message each, without its line end. */
  out: (text: string) => void;
  err: (text: string) => void;
};

const USAGE = `Usage: npm run kit:update -- <kit> [--to <tag or commit>] [--dry-run] [--no-install] [--json]
       npm run kit:check -- <kit> [--to <tag or commit>] [--json]

Brings the project to a newer version of the kit that it was made from, merging what both changed; kit:check only says
how far behind the project is (exit code 1 when it is). <kit> is the path of a clone, or the URL of its repository. Code
of the kit is run: name one that you trust.

  --to           a tag or commit of the kit; without it the newest release, or the default branch where there is none
  --dry-run      shows what would be done and changes nothing
  --no-install   leaves package-lock.json to you
  --json         prints one JSON document`;

const parse = ([verb = '', ...args]: readonly string[]) => {
  if (verb !== 'update' && verb !== 'check') throw usageError('Say `update` or `check`.', USAGE);
  try {
    const flag = { type: 'boolean', default: false } as const;
    const { values, positionals } = parseArgs({
      args,
      allowPositionals: true,
      options: {
        to: { type: 'string' },
        'dry-run': flag,
        'no-install': flag,
        json: flag,
        help: { ...flag, short: 'h' },
      },
    });
    const [source = '', ...more] = positionals;
    const passed = (['dry-run', 'no-install', 'json'] as const)
      .filter((name) => values[name])
      .map((name) => `--${name}`);
    if (values.help) return { verb, help: true, source, to: null, passed };
    if (source === '' || more.length > 0) throw usageError('Name one kit: a path, or a URL.', USAGE);
    if (values.to === '' || values.to?.startsWith('-')) throw usageError('--to takes a tag or a commit.', USAGE);
    return { verb, help: false, source, to: values.to ?? null, passed };
  } catch (error) {
    if (isCommandError(error)) throw error;
    throw usageError(`${errorText(error).split('. ')[0] ?? ''}.`, USAGE);
  }
};

const run = async ({ args, project, cwd, signal, out }: KitCommand): Promise<number> => {
  const { verb, help, source, to, passed } = parse(args);
  if (help) {
    out(USAGE);
    return 0;
  }
  await readKitManifest(project);
  const own = ['--project', project, ...(verb === 'check' ? ['--check'] : []), ...(to === null ? [] : ['--asked'])];
  return runInKit({ source, cwd, to, project, script: 'update.ts', args: [...own, ...passed], signal });
};

const asCommandError = (error: unknown, signal: AbortSignal): CommandError => {
  if (isCommandError(error)) return error;
  if (signal.aborted) return commandFailure('Interrupted: the project is as it was.', 'Run the command again.');
  return commandFailure(
    `The kit was not compared: ${errorText(error)}`,
    '`git status` shows whether anything was changed.',
  );
};

/** The commands `kit:update` and `kit:check`. Never throws; returns the exit code: 0 done or up to date, 1 failed, conflicts or behind, 2 wrong usage. */
export const kitCommand = async (command: KitCommand): Promise<number> => {
  try {
    return await run(command);
  } catch (error) {
    const { message, next, exitCode } = asCommandError(error, command.signal);
    if (command.args.includes('--json')) command.out(JSON.stringify({ ok: false, error: message, next: [next] }));
    else command.err(`${message}\n\n${next}`);
    return exitCode;
  }
};
