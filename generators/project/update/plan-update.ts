import type { KitFile } from '../kit-files.ts';
import { failure } from '../project-error.ts';
import { hasOtherLineEnds, toCrlf, toLf } from './line-ends.ts';
import { mergePackageJson } from './merge-package-json.ts';
import { mergeText } from './merge-text.ts';
import { isMigration, placeMigrations } from './place-migrations.ts';
import { hashOf, isBinary, isSame, type ProjectFile } from './project-file.ts';

/** What becomes of a file. `kept`: it was deleted or edited in the project, or is a migration, so the kit's change is left out. */
export type Change = {
  path: string;
  kind: 'updated' | 'merged' | 'conflict' | 'added' | 'removed' | 'kept';
  /** Why, where it is not plain from the kind. */
  note: string | null;
  /** What to write, by path; null removes. */
  writes: readonly { path: string; file: KitFile | null }[];
};

type Files = ReadonlyMap<string, KitFile>;

type PlanUpdate = {
  /** The project as the kit's old version and its new one compose it. */
  base: Files;
  theirs: Files;
  read: (path: string) => Promise<ProjectFile>;
  /** The SHA-256 of each file as the project got it. */
  recorded: Readonly<Record<string, string>>;
  /** Paths of the migrations that the project has. */
  migrations: readonly string[];
  /** Whether a migration is added though the project has one of the same text: of an example that was taken out. */
  repeatMigrations: boolean;
  labels: { base: string; theirs: string };
  now: Date;
  scratch: string;
  signal: AbortSignal;
};

// package.json is merged by key, the lockfile is made anew, and `.kit.json` is the new kit's.
const apart = ['.kit.json', 'package-lock.json', 'package.json'];

const change = (path: string, kind: Change['kind'], file: KitFile | null, note: string | null = null): Change => ({
  path,
  kind,
  note,
  writes: kind === 'kept' ? [] : [{ path, file }],
});

/** The kit's version beside the project's own, where the two cannot be one file. */
const beside = (path: string, theirs: KitFile, why: string): Change => ({
  path,
  kind: 'conflict',
  note: `${why}: the kit's is in ${path}.kit-new`,
  writes: [{ path: `${path}.kit-new`, file: theirs }],
});

/** What changed on one side only wins; on both sides they agree, there being two states. */
const mergedBit = (base: KitFile | null, ours: KitFile, theirs: KitFile): boolean =>
  base === null || ours.executable !== base.executable ? ours.executable : theirs.executable;

type Three = { path: string; base: KitFile | null; ours: KitFile; theirs: KitFile };

const mergeFile = async ({ path, base, ours, theirs }: Three, options: PlanUpdate): Promise<Change | null> => {
  const executable = mergedBit(base, ours, theirs);
  if ([base, ours, theirs].some((file) => file !== null && isBinary(file))) {
    if (base !== null && Buffer.compare(base.bytes, theirs.bytes) === 0)
      return change(path, 'merged', { ...ours, executable });
    return beside(path, theirs, 'it is not text');
  }
  const { labels, scratch, signal } = options;
  const [from, our, their] = [base?.bytes ?? Buffer.alloc(0), ours.bytes, theirs.bytes];
  const { bytes, conflicts } = await mergeText({ base: from, ours: our, theirs: their, labels, scratch, signal });
  const merged = { bytes, executable };
  if (conflicts > 0) return change(path, 'conflict', merged, conflicts === 1 ? '1 place' : `${conflicts} places`);
  return isSame(merged, ours) ? null : change(path, 'merged', merged);
};

const planPresent = async (
  path: string,
  base: KitFile | null,
  ours: KitFile,
  theirs: KitFile | null,
  options: PlanUpdate,
): Promise<Change | null> => {
  const crlf = hasOtherLineEnds(ours, theirs ?? base);
  const plain = crlf ? toLf(ours) : ours;
  const untouched =
    base !== null && (Buffer.compare(plain.bytes, base.bytes) === 0 || hashOf(plain.bytes) === options.recorded[path]);
  if (theirs === null)
    return untouched
      ? change(path, 'removed', null)
      : change(path, 'kept', null, 'the kit removed it, but it was edited here');
  if (isSame(plain, theirs)) return null;
  const result = untouched
    ? change(path, 'updated', { bytes: theirs.bytes, executable: mergedBit(base, ours, theirs) })
    : await mergeFile({ path, base, ours: plain, theirs }, options);
  if (result === null || !crlf) return result;
  const writes = result.writes.map(({ path: at, file }) => ({ path: at, file: file === null ? null : toCrlf(file) }));
  return { ...result, writes };
};

const planFile = async (path: string, options: PlanUpdate): Promise<Change | null> => {
  const [base = null, theirs = null] = [options.base.get(path), options.theirs.get(path)];
  if (base !== null && theirs !== null && isSame(base, theirs)) return null;
  const found = await options.read(path);
  if (found.kind === 'file') return planPresent(path, base, found.file, theirs, options);
  if (theirs === null) return null;
  if (found.kind === 'odd') return beside(path, theirs, 'a folder or a link stands there');
  return base === null
    ? change(path, 'added', theirs)
    : change(path, 'kept', null, 'it was deleted here, the kit changed it');
};

const planMigrations = async (options: PlanUpdate): Promise<Change[]> => {
  const { base, theirs, migrations, repeatMigrations, now } = options;
  const old = [...base].filter(([path]) => isMigration(path));
  const touched = old.filter(([path, file]) => {
    const other = theirs.get(path);
    return other === undefined || !isSame(file, other);
  });
  const present = await Promise.all(migrations.map((path) => options.read(path)));
  const texts = new Set(present.map((found) => (found.kind === 'file' ? hashOf(toLf(found.file).bytes) : '')));
  const added = [...theirs].filter(
    ([path, { bytes }]) => isMigration(path) && !base.has(path) && (repeatMigrations || !texts.has(hashOf(bytes))),
  );
  const paths = placeMigrations(migrations, added.map(([path]) => path), now); // prettier-ignore
  return [
    ...touched.map(([path]) =>
      change(path, 'kept', null, 'the kit changed it, but a migration may be applied already'),
    ),
    ...added.map(([path, file]) => {
      const at = paths.get(path) ?? path;
      return change(at, 'added', file, at === path ? null : `${path} in the kit, older than the newest one here`);
    }),
  ];
};

const parse = (file: KitFile, whose: string): Readonly<Record<string, unknown>> => {
  try {
    return JSON.parse(Buffer.from(file.bytes).toString());
  } catch {
    // What JSON.parse says names a position, not the file: this names the file.
    throw failure('bad_package_json', `package.json of ${whose} is not JSON. Mend it, then run this again.`);
  }
};

const planPackageJson = async (options: PlanUpdate): Promise<Change | null> => {
  const path = 'package.json';
  const [base, theirs, found] = [options.base.get(path), options.theirs.get(path), await options.read(path)];
  if (base === undefined || theirs === undefined) throw failure('broken_kit', 'The kit composes no package.json.');
  if (found.kind !== 'file')
    throw failure('bad_package_json', 'package.json is missing here. Restore it, then run this again.');
  if (isSame(base, theirs)) return null;
  const ours = parse(found.file, 'the project');
  const { merged, conflicts } = mergePackageJson({
    base: parse(base, 'the old kit'),
    ours,
    theirs: parse(theirs, 'the new kit'),
  });
  const same = JSON.stringify(merged) === JSON.stringify(ours);
  if (same && conflicts.length === 0) return null;
  const text = Buffer.from(`${JSON.stringify(merged, null, 2)}\n`);
  const untouched = Buffer.compare(found.file.bytes, base.bytes) === 0;
  const file = { ...found.file, bytes: untouched ? theirs.bytes : text };
  const kind = conflicts.length > 0 ? 'conflict' : untouched ? 'updated' : 'merged';
  return { path, kind, note: conflicts.length > 0 ? conflicts.join('; ') : null, writes: same ? [] : [{ path, file }] };
};

/**
 * Decides what becomes of each file that differs between the two versions of the kit, without writing anything.
 * @throws `bad_package_json`, `git_failed`, or a system error.
 */
export const planUpdate = async (options: PlanUpdate): Promise<Change[]> => {
  const { base, theirs } = options;
  const paths = [...new Set([...base.keys(), ...theirs.keys()])].filter(
    (it) => !apart.includes(it) && !isMigration(it),
  );
  const changes: (Change | null)[] = [];
  // In small groups: each edited file takes a process of git.
  for (let start = 0; start < paths.length; start += 8)
    changes.push(...(await Promise.all(paths.slice(start, start + 8).map((path) => planFile(path, options)))));
  changes.push(await planPackageJson(options), ...(await planMigrations(options)));
  return changes.filter((it) => it !== null).toSorted((a, b) => (a.path < b.path ? -1 : 1));
};
