import { parseArgs } from 'node:util';
import { isProjectError, isTimeout, messageOf, refusal } from '../project-error.ts';
import { changeExamples, type ExampleChange } from './change-examples.ts';

type ChangeCli = {
  kitRoot: string;
  /** Take one message each, without its line end. */
  out: (text: string) => void;
  err: (text: string) => void;
  signal: AbortSignal;
};

/** What the project's own `generators/kit` hands over. Options are only ever added: older projects know the older ones. */
const parse = (argv: readonly string[]) => {
  const flag = { type: 'boolean', default: false } as const;
  const text = { type: 'string', default: '' } as const;
  const options = { project: text, add: text, remove: text, 'dry-run': flag, 'no-install': flag, json: flag };
  const { values } = parseArgs({ args: [...argv], options });
  const example = values.add || values.remove;
  if (values.project === '' || example === '')
    throw refusal('usage', 'This is started by `npm run generate -- example <name>` in a project: run that there.');
  const verb = values.add === '' ? ('remove' as const) : ('add' as const);
  return { project: values.project, verb, example, dryRun: values['dry-run'], install: !values['no-install'] };
};

const lockfileText = {
  unchanged: '',
  kit: "package-lock.json: the kit's, since the dependencies are.",
  regenerate: 'package-lock.json: npm makes it anew.',
  regenerated: 'package-lock.json: made anew by npm.',
  stale: 'package-lock.json: not up to date with package.json; run `npm install`.',
} as const;

const nextSteps = ({ verb, examples, lockfile, dryRun }: ExampleChange): string[] => {
  if (dryRun || examples.length === 0) return [];
  const did = verb === 'add' ? 'feat: add' : 'refactor: take out';
  return [
    ...(lockfile === 'unchanged' ? [] : ['npm install']),
    'npm run verify',
    `git add --all && git commit -m "${did} the example ${examples.join(', ')}"`,
  ];
};

const reportText = (done: ExampleChange): string => {
  const { verb, dryRun, examples, changes, notes, lockfile } = done;
  const past = verb === 'add' ? 'Laid' : 'Took out';
  const would = verb === 'add' ? 'Would lay' : 'Would take out';
  const docs = changes.filter(({ path, kind }) => kind === 'added' && path.startsWith('docs/')).map(({ path }) => path);
  const marks = { added: '+', removed: '-', updated: '~', merged: '~', conflict: '!', kept: ' ' } as const;
  return [
    `${dryRun ? would : past} ${examples.join(', ')}${dryRun ? ' (dry run, nothing was changed)' : ''}:`,
    ...changes.map(({ path, kind }) => `  ${marks[kind]} ${path}`),
    ...(lockfile === 'unchanged' ? [] : [lockfileText[lockfile]]),
    ...notes,
    ...(docs.length > 0 && !dryRun ? [`What it teaches: ${docs.join(', ')}`] : []),
    ...(dryRun ? [] : ['', 'Next:', ...nextSteps(done).map((line) => `  ${line}`)]),
  ].join('\n'); // prettier-ignore
};

const asJson = (done: ExampleChange) => {
  const files = done.changes.map(({ path, kind }) => ({ path, kind }));
  const { verb, dryRun, examples, notes, lockfile } = done;
  return { ok: true, verb, dryRun, examples, files, notes, lockfile, next: nextSteps(done) };
};

/**
 * The command line that lays an example over a project, or takes it out. With `--json`, stdout holds exactly one JSON document.
 * @returns the exit code: 0 done, 1 failed, 2 refused.
 */
export const changeCli = async (argv: readonly string[], cli: ChangeCli): Promise<0 | 1 | 2> => {
  const { kitRoot, out, err, signal } = cli;
  const json = argv.includes('--json');
  try {
    const done = await changeExamples({ ...parse(argv), kitRoot, onNote: err, signal });
    out(json ? JSON.stringify(asJson(done)) : reportText(done));
    return done.lockfile === 'stale' && !argv.includes('--no-install') ? 1 : 0;
  } catch (error) {
    const message = isTimeout(error) ? 'git took more than a minute and was stopped.' : messageOf(error);
    const { code, exitCode, next } = isProjectError(error) ? error : { code: 'failed', exitCode: 1 as const, next: [] };
    if (json) out(JSON.stringify({ ok: false, code, error: message, next }));
    else err(`${message}${next.length === 0 ? '' : `\n\nNext:\n${next.map((line) => `  ${line}\n`).join('')}`}`);
    return exitCode;
  }
};
