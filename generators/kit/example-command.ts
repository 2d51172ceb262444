import { parseArgs } from 'node:util';
import { commandFailure, isCommandError, usageError, type CommandError } from '../lib/command-error.ts';
import { errorText } from '../lib/error-text.ts';
import { readKitManifest, type KitManifest } from './kit-manifest.ts';
import { runInKit } from './run-in-kit.ts';

type ExampleCommand = {
  verb: 'add' | 'remove';
  /** What follows `npm run generate -- example`, or `npm run remove-example --`. */
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

const USAGE = `Usage: npm run generate -- example <name> [--from <kit>] [--dry-run] [--no-install] [--json]
       npm run remove-example -- <name> [--from <kit>] [--dry-run] [--no-install] [--json]

Lays a worked example of the kit over the project, with the examples that it requires, or takes one out. It is taken from the
version of the kit that the project is from, and that version's own code is run: name a kit that you trust.

  --from         the path of a clone of the kit, or its URL; without it the URL in .kit.json
  --dry-run      shows what would be done and changes nothing
  --no-install   leaves package-lock.json to you
  --json         prints one JSON document`;

const parse = (args: readonly string[]) => {
  try {
    const flag = { type: 'boolean', default: false } as const;
    const options = {
      from: { type: 'string' },
      'dry-run': flag,
      'no-install': flag,
      json: flag,
      help: { ...flag, short: 'h' },
    } as const;
    const { values, positionals } = parseArgs({ args, allowPositionals: true, options });
    const [example = '', ...more] = positionals;
    const flags = (['dry-run', 'no-install', 'json'] as const)
      .filter((name) => values[name])
      .map((name) => `--${name}`);
    const { help, json, from = null } = values;
    if (!help && (more.length > 0 || !/^[a-z][a-z0-9-]*$/.test(example)))
      throw usageError('Name one example, such as auth.', USAGE);
    return { help, json, from, example, flags };
  } catch (error) {
    if (isCommandError(error)) throw error;
    throw usageError(`${errorText(error).split('. ')[0] ?? ''}.`, USAGE);
  }
};

/** What to say where there is nothing to do; null where there is. @throws command failure for one that cannot be taken out. */
const nothingToDo = (verb: ExampleCommand['verb'], example: string, { examples }: KitManifest): string | null => {
  const has = examples.includes(example);
  if (verb === 'add') return has ? `Nothing to do: ${example} is in this project (docs/examples/${example}.md).` : null;
  if (has) return null;
  const known = examples.length === 0 ? 'It has no examples.' : `It has: ${examples.join(', ')}.`;
  throw commandFailure(`The example ${example} is not in this project.`, known);
};

const run = async ({ verb, args, project, cwd, signal, out }: ExampleCommand): Promise<number> => {
  const { help, json, from, example, flags } = parse(args);
  if (help) {
    out(USAGE);
    return 0;
  }
  const manifest = await readKitManifest(project);
  const said = nothingToDo(verb, example, manifest);
  if (said !== null) {
    out(json ? JSON.stringify({ ok: true, verb, examples: [], files: [], notes: [said], next: [] }) : said);
    return 0;
  }
  const { version, commit, source } = manifest.kit;
  const kit = from ?? source;
  if (kit === null)
    throw usageError(
      '.kit.json does not say where the kit is.',
      'Name it: --from ../plinth, or the URL of its repository.',
    );
  const to = commit ?? `v${version}`;
  const asked = ['--project', project, `--${verb}`, example, ...flags];
  return runInKit({ source: kit, cwd, to, project, script: 'change-examples.ts', args: asked, signal });
};

const asCommandError = (error: unknown, signal: AbortSignal): CommandError => {
  if (isCommandError(error)) return error;
  if (signal.aborted) return commandFailure('Interrupted: the project is as it was.', 'Run the command again.');
  return commandFailure(
    `The kit was not fetched: ${errorText(error)}`,
    '`git status` shows whether anything was changed.',
  );
};

/** The commands `generate -- example` and `remove-example`. Never throws; returns the exit code: 0 done, 1 failed, 2 wrong usage. */
export const exampleCommand = async (command: ExampleCommand): Promise<number> => {
  try {
    return await run(command);
  } catch (error) {
    const { message, next, exitCode } = asCommandError(error, command.signal);
    if (command.args.includes('--json')) command.out(JSON.stringify({ ok: false, error: message, next: [next] }));
    else command.err(`${message}\n\n${next}`);
    return exitCode;
  }
};
