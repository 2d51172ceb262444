import { parseArgs } from 'node:util';
import { isProjectError, isTimeout, messageOf, refusal } from '../project-error.ts';
import { updateProject, type Update } from './update-project.ts';
import { nextSteps, reportText } from './update-report.ts';

type UpdateCli = {
  kitRoot: string;
  /** Whether someone watches: then progress is told. */
  onTerminal: boolean;
  /** Take one message each, without its line end. */
  out: (text: string) => void;
  err: (text: string) => void;
  signal: AbortSignal;
};

/** What the project's own `generators/kit` hands over. Options are only ever added: older projects know the older ones. */
const parse = (argv: readonly string[]) => {
  const flag = { type: 'boolean', default: false } as const;
  const { values } = parseArgs({
    args: [...argv],
    options: {
      project: { type: 'string', default: '' },
      check: flag,
      asked: flag,
      'dry-run': flag,
      'no-install': flag,
      json: flag,
    },
  });
  if (values.project === '')
    throw refusal('usage', 'This is started by `npm run kit:update -- <kit>` in a project: run that there.');
  const mode = values.check ? ('check' as const) : values['dry-run'] ? ('dry-run' as const) : ('update' as const);
  return { project: values.project, mode, asked: values.asked, install: !values['no-install'] };
};

const asJson = (update: Update) => {
  const { mode, from, to, behind, lockfile, changes } = update;
  const files = changes.map(({ path, kind, note }) => ({ path, kind, note }));
  return { ok: isFine(update), mode, from, to, behind, files, lockfile, next: nextSteps(update) };
};

/** A check is fine when nothing is to be done; an update when nothing is left for the reader to resolve. */
const isFine = ({ mode, behind, changes }: Update): boolean =>
  mode === 'check' ? !behind : changes.every(({ kind }) => kind !== 'conflict');

const foreseen = (error: unknown) => {
  if (isProjectError(error)) return error;
  const message = isTimeout(error) ? 'git took more than a minute and was stopped.' : messageOf(error);
  return { code: 'failed', exitCode: 1 as const, message: `The project was not updated: ${message}`, next: [] };
};

/**
 * The command line of an update. With `--json`, stdout holds exactly one JSON document.
 * @returns the exit code: 0 done or up to date; 1 conflicts, behind (`--check`) or failed; 2 refused.
 */
export const updateCli = async (argv: readonly string[], cli: UpdateCli): Promise<0 | 1 | 2> => {
  const { kitRoot, onTerminal, out, err, signal } = cli;
  const json = argv.includes('--json');
  try {
    if (onTerminal && !json) err('Comparing the two versions of the kit with the project …');
    const update = await updateProject({ ...parse(argv), kitRoot, onNote: err, signal });
    out(json ? JSON.stringify(asJson(update)) : reportText(update));
    const failed = update.lockfile === 'stale' && !argv.includes('--no-install');
    return isFine(update) && !failed ? 0 : 1;
  } catch (error) {
    const { code, exitCode, message, next } = foreseen(error);
    if (json) out(JSON.stringify({ ok: false, code, error: message, next }));
    else err(`${message}${next.length === 0 ? '' : `\n\nNext:\n${next.map((line) => `  ${line}\n`).join('')}`}`);
    return exitCode;
  }
};
