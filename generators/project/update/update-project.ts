import { mkdtemp, readFile, realpath, rm } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { composeProject } from '../compose-project.ts';
import { gitOrNull } from '../git.ts';
import type { KitFile } from '../kit-files.ts';
import { failure, refusal } from '../project-error.ts';
import { composeBase, findBaseCommit } from './base-project.ts';
import { nameOf } from './name-of.ts';
import { planUpdate, type Change } from './plan-update.ts';
import { readProjectFile } from './project-file.ts';
import { listMigrations, refuseDirty, refuseWithoutCommit } from './project-state.ts';
import { recoverUpdate } from './undo-update.ts';
import { planLockfile, regenerateLockfile, type LockfilePlan } from './update-lockfile.ts';
import { checkWritable, writeUpdate } from './write-update.ts';

export type Mode = 'update' | 'dry-run' | 'check';
type Version = { version: string; commit: string };

type UpdateOptions = {
  /** A clone of the kit, on the version to come to. */
  kitRoot: string;
  project: string;
  mode: Mode;
  /** Whether the caller named the version, so that an older one is a mistake and not a project that is ahead. */
  asked: boolean;
  install: boolean;
  onNote: (line: string) => void;
  signal: AbortSignal;
};

export type Update = {
  mode: Mode;
  from: Version;
  to: Version;
  /** False when the project is at that version, or past it. */
  behind: boolean;
  changes: readonly Change[];
  lockfile: LockfilePlan | 'regenerated' | 'stale';
};

/** Held against its schema by the project's own code before it started this. */
type Manifest = {
  kit: { version: string; commit: string | null; source?: string | null };
  examples: readonly string[];
  files: Readonly<Record<string, string>>;
};

const readJson = async <T>(path: string): Promise<T> => JSON.parse(await readFile(path, 'utf8'));

const isOlder = (version: string, than: string): boolean => {
  const numbers = (text: string) => text.split(/[.-]/, 3).map(Number);
  const [a, b] = [numbers(version), numbers(than)];
  const [mine = 0, other = 0] =
    [0, 1, 2].map((index) => [a[index] ?? 0, b[index] ?? 0]).find(([x, y]) => x !== y) ?? [];
  return mine < other;
};

const compare = async (options: UpdateOptions, { kit, examples, files }: Manifest, scratch: string) => {
  const { kitRoot, project, asked, signal } = options;
  const [name, old, head] = await Promise.all([
    nameOf(project),
    findBaseCommit({ kitRoot, ...kit, signal }),
    gitOrNull(['rev-parse', 'HEAD'], { cwd: kitRoot, signal }),
  ]);
  const { version } = await readJson<{ version: string }>(join(kitRoot, 'package.json'));
  const [from, to] = [
    { version: kit.version, commit: old },
    { version, commit: head?.trim() ?? '' },
  ];
  if (from.commit === to.commit) return { from, to, plan: null };
  const isAncestor = await gitOrNull(['merge-base', '--is-ancestor', to.commit, from.commit], { cwd: kitRoot, signal });
  if (isAncestor !== null || isOlder(to.version, from.version)) {
    if (!asked) return { from, to, plan: null };
    throw refusal(
      'kit_older',
      `The project is at ${from.version} (${from.commit.slice(0, 12)}), and ${to.version} (${to.commit.slice(0, 12)}) is older. ` +
        'An update only goes forward: name a newer version, or take the commit of the last update back with `git revert`.',
    );
  }
  const [base, { files: theirs }, migrations] = await Promise.all([
    composeBase({ kitRoot, commit: old, name, examples, scratch, signal }),
    composeProject({ kitRoot, name, examples, untracked: false, signal }),
    listMigrations(project),
  ]);
  const short = (it: Version) =>
    from.version === to.version ? `${it.version} (${it.commit.slice(0, 7)})` : it.version;
  const labels = { base: `kit v${short(from)}`, theirs: `kit v${short(to)}` };
  const read = (path: string) => readProjectFile(project, path);
  const now = new Date();
  const places = { base, theirs, read, recorded: files, migrations, repeatMigrations: false };
  const changes = await planUpdate({ ...places, labels, now, scratch, signal });
  return { from, to, plan: { base, theirs, changes } };
};

const refuseHalfDone = async (place: { project: string; signal: AbortSignal }, onNote: UpdateOptions['onNote']) => {
  if (await recoverUpdate(place)) onNote('An update was killed while it wrote here; what it had written was put back.');
};

/** A kit that was cloned from a path does not know its URL: then the one that the project knows stays. */
const withSource = (file: KitFile, source: string | null): KitFile => {
  const manifest: Manifest = JSON.parse(Buffer.from(file.bytes).toString());
  const kit = { ...manifest.kit, source: manifest.kit.source ?? source };
  return { ...file, bytes: Buffer.from(`${JSON.stringify({ ...manifest, kit }, null, 2)}\n`) };
};

const apply = async (
  options: UpdateOptions,
  plan: { theirs: ReadonlyMap<string, KitFile>; changes: readonly Change[]; source: string | null },
  lockfile: LockfilePlan,
) => {
  const { project, signal } = options;
  const own = ['.kit.json', ...(lockfile === 'kit' ? ['package-lock.json'] : [])];
  const taken = own.flatMap((path) => {
    const file = plan.theirs.get(path);
    return file === undefined ? [] : [{ path, file: path === '.kit.json' ? withSource(file, plan.source) : file }];
  });
  const writes = [...plan.changes.flatMap((change) => change.writes), ...taken.toReversed()];
  await checkWritable({ project, signal }, writes);
  // Again, since composing took seconds in which someone may have gone on working.
  await refuseDirty({ project, signal });
  await writeUpdate({ project, signal }, writes);
};

/**
 * Brings a project to the version of the kit that `kitRoot` is a clone of, or says what that would do.
 * Nothing is written before all is decided; an error or an abort leaves the project as it was.
 * @throws a `ProjectError` for all that can be foreseen; `interrupted` when `signal` is aborted.
 */
export const updateProject = async (options: UpdateOptions): Promise<Update> => {
  const { project, mode, install, onNote, signal } = options;
  const place = { project, signal };
  // Beside the clone, in the folder that whoever made it removes, even when this process is killed.
  const scratch = await realpath(await mkdtemp(join(dirname(options.kitRoot), 'merge-')));
  try {
    await refuseWithoutCommit(place);
    await refuseHalfDone(place, onNote);
    if (mode !== 'check') await refuseDirty(place);
    const manifest = await readJson<Manifest>(join(project, '.kit.json'));
    const { from, to, plan } = await compare(options, manifest, scratch);
    if (plan === null) return { mode, from, to, behind: false, changes: [], lockfile: 'unchanged' };
    const lockfile = await planLockfile({ project, ...plan });
    const update = { mode, from, to, behind: true, changes: plan.changes, lockfile };
    if (mode !== 'update') return update;
    await apply(options, { ...plan, source: manifest.kit.source ?? null }, lockfile);
    if (lockfile !== 'regenerate') return update;
    if (!install) return { ...update, lockfile: 'stale' };
    const said = await regenerateLockfile(project, signal);
    if (said !== null) onNote(`package-lock.json was not regenerated. npm said:\n${said}`);
    return { ...update, lockfile: said === null ? 'regenerated' : 'stale' };
  } catch (error) {
    if (signal.aborted && error === signal.reason)
      throw failure('interrupted', 'Interrupted: the project is as it was. Run it again to update it.');
    throw error;
  } finally {
    await rm(scratch, { recursive: true, force: true, maxRetries: 5, retryDelay: 100 });
  }
};
