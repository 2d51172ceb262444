import { mkdtemp, readFile, realpath, rm } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { composeProject } from '../compose-project.ts';
import { readKitFile, type KitFile } from '../kit-files.ts';
import { failure, refusal } from '../project-error.ts';
import type { Change } from '../update/plan-update.ts';
import { hashOf, isSame, readProjectFile } from '../update/project-file.ts';
import { nameOf } from '../update/name-of.ts';
import { listMigrations, refuseDirty, refuseWithoutCommit } from '../update/project-state.ts';
import { recoverUpdate } from '../update/undo-update.ts';
import { planLockfile, regenerateLockfile, type LockfilePlan } from '../update/update-lockfile.ts';
import { checkWritable, writeUpdate } from '../update/write-update.ts';
import { readExamplePackage } from './example-package.ts';
import { planAdd } from './plan-add.ts';
import { planRemove } from './plan-remove.ts';
import type { ExamplePlan, Files } from './plan-shared.ts';

type ChangeOptions = {
  /** A clone of the kit, on the version that the project is from. */
  kitRoot: string;
  project: string;
  verb: 'add' | 'remove';
  example: string;
  dryRun: boolean;
  install: boolean;
  onNote: (line: string) => void;
  signal: AbortSignal;
};

export type ExampleChange = {
  verb: 'add' | 'remove';
  dryRun: boolean;
  /** What was added, with what it requires, or taken out. None: there was nothing to do. */
  examples: readonly string[];
  changes: readonly Change[];
  notes: readonly string[];
  lockfile: LockfilePlan | 'regenerated' | 'stale';
};

/** Held against its schema by the project's own code before it started this. */
type Manifest = {
  kit: { version: string; commit: string | null };
  examples: readonly string[];
  files: Readonly<Record<string, string>>;
};

/** The project without the example. @throws `required` where another one needs it. */
const refuseRequired = async ({ kitRoot, example }: ChangeOptions, others: readonly string[]): Promise<void> => {
  const read = others.map(async (other) => {
    const { plinth } = readExamplePackage(other, await readKitFile(kitRoot, `examples/${other}/package.json`));
    return plinth?.requires?.includes(example) === true ? [other] : [];
  });
  const users = (await Promise.all(read)).flat();
  if (users.length === 0) return;
  throw failure(
    'required',
    `${example} stays, since ${users.join(', ')} requires it. Nothing was changed.`,
    users.map((user) => `npm run remove-example -- ${user}`),
  );
};

const refuseProblems = ({ verb, example }: ChangeOptions, { problems }: ExamplePlan): void => {
  if (problems.length === 0) return;
  const what = verb === 'add' ? `${example} cannot be laid over this project` : `${example} cannot be taken out`;
  const how =
    verb === 'add'
      ? 'An example never changes what is yours. Rename or remove what is in its way, commit, and run this again.'
      : 'Put these back, or undo what uses them, commit, and run this again; or keep the example: it is your code by now.';
  throw failure('conflict', `${what}; nothing was changed:\n${problems.map((it) => `  ${it}\n`).join('')}${how}`);
};

/** `.kit.json` with the other examples; what it says of other files stays. */
const manifestFile = (manifest: Manifest, examples: readonly string[], base: Files, theirs: Files): KitFile => {
  const differ = (path: string, file: KitFile): boolean => {
    const old = base.get(path);
    return old === undefined || !isSame(old, file);
  };
  const kept = Object.entries(manifest.files).filter(([path]) => !base.has(path) || theirs.has(path));
  const laid = [...theirs].filter(([path, file]) => path !== '.kit.json' && differ(path, file));
  const files = new Map([...kept, ...laid.map(([path, { bytes }]) => [path, hashOf(bytes)] as const)]);
  const sorted = Object.fromEntries([...files].sort(([a], [b]) => (a < b ? -1 : 1)));
  return {
    bytes: Buffer.from(`${JSON.stringify({ ...manifest, examples, files: sorted }, null, 2)}\n`),
    executable: false,
  };
};

const change = async (options: ChangeOptions, scratch: string): Promise<ExampleChange> => {
  const { kitRoot, project, verb, example, dryRun, install, onNote, signal } = options;
  const manifest: Manifest = JSON.parse(await readFile(join(project, '.kit.json'), 'utf8'));
  const others = manifest.examples.filter((it) => it !== example);
  if (verb === 'remove') await refuseRequired(options, others);
  const name = await nameOf(project);
  const compose = (examples: readonly string[]) =>
    composeProject({ kitRoot, name, examples, untracked: false, signal });
  const [base, theirs] = await Promise.all([
    compose(manifest.examples),
    compose(verb === 'add' ? [...others, example] : others),
  ]);
  const changed = [base, theirs].map(({ examples }) => examples);
  const [from = [], to = []] = verb === 'add' ? changed : changed.toReversed();
  const examples = to.filter((it) => !from.includes(it));
  const plan = await (verb === 'add' ? planAdd : planRemove)({
    base: base.files,
    theirs: theirs.files,
    examples,
    project,
    read: (path) => readProjectFile(project, path),
    recorded: manifest.files,
    migrations: await listMigrations(project),
    now: new Date(),
    scratch,
    signal,
  });
  refuseProblems(options, plan);
  const { changes, notes } = plan;
  const lockfile = await planLockfile({ project, base: base.files, theirs: theirs.files, changes });
  const done = { verb, dryRun, examples, changes, notes, lockfile };
  if (dryRun) return done;
  const lock = theirs.files.get('package-lock.json');
  const writes = [
    ...changes.flatMap(({ writes: own }) => own),
    ...(lockfile === 'kit' && lock !== undefined ? [{ path: 'package-lock.json', file: lock }] : []),
    { path: '.kit.json', file: manifestFile(manifest, theirs.examples, base.files, theirs.files) },
  ];
  await checkWritable({ project, signal }, writes);
  // Again, since composing took a moment in which someone may have gone on working.
  await refuseDirty({ project, signal });
  await writeUpdate({ project, signal }, writes);
  if (lockfile !== 'regenerate') return done;
  if (!install) return { ...done, lockfile: 'stale' };
  const said = await regenerateLockfile(project, signal);
  if (said !== null) onNote(`package-lock.json was not regenerated. npm said:\n${said}`);
  return { ...done, lockfile: said === null ? 'regenerated' : 'stale' };
};

/**
 * Lays an example over a project, with what it requires, or takes it out; or says what that would do. Nothing is written
 * before all is decided; an error or an abort leaves the project as it was.
 * @throws a `ProjectError` for all that can be foreseen, `conflict` with each place; `interrupted` when `signal` is aborted.
 */
export const changeExamples = async (options: ChangeOptions): Promise<ExampleChange> => {
  const { project, dryRun, onNote, signal } = options;
  const place = { project, signal };
  // Beside the clone, in the folder that whoever made it removes, even when this process is killed.
  const scratch = await realpath(await mkdtemp(join(dirname(options.kitRoot), 'example-')));
  try {
    await refuseWithoutCommit(place);
    if (await recoverUpdate(place))
      onNote('A command was killed while it wrote here; what it had written was put back.');
    if (!dryRun) await refuseDirty(place);
    return await change(options, scratch);
  } catch (error) {
    if (signal.aborted && error === signal.reason)
      throw refusal('interrupted', 'Interrupted: the project is as it was. Run the command again.');
    throw error;
  } finally {
    await rm(scratch, { recursive: true, force: true, maxRetries: 5, retryDelay: 100 });
  }
};
