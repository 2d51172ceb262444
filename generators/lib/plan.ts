import { readFile, readdir } from 'node:fs/promises';
import { posix } from 'node:path';
import { commandFailure } from './command-error.ts';
import type { Layout } from './project-layout.ts';
import { safePath } from './safe-path.ts';

/** One file that a generator wants to be there. */
export type PlannedFile = {
  /** Relative to the layout's `project`, with `/`: `posix.join(layout.app, 'src/…')`. */
  readonly path: string;
  /** The whole new text. */
  readonly content: string;
  /** `create`: the file is the generator's own. `update`: it exists, and the content is made from what it holds. */
  readonly kind: 'create' | 'update';
  /** Lines of what is there, counted from 1, where an update would lose what people wrote; none where it is left out. */
  readonly conflicts?: readonly number[];
};

/** A planned file held against what is on the disk. `overwrite` would lose somebody's text. */
export type PlannedWrite = {
  readonly path: string;
  readonly content: string;
  readonly action: 'create' | 'update' | 'overwrite' | 'unchanged';
  /** The text that is there now; null when there is no file. */
  readonly before: string | null;
  /** Of an overwrite, where only some lines would be lost: which. */
  readonly conflicts?: readonly number[];
};

/** A file that a destroy takes away. */
export type Removal = {
  readonly path: string;
  readonly content: null;
  readonly action: 'delete';
  readonly before: string;
};

/** What an apply can do to one file. */
export type Change = PlannedWrite | Removal;

/** What the migration that takes back another is called, without its time. */
export const takingBack = (name: string): string => `take_back_${name}`;

const MIGRATION = /^\d+_(.+\.sql)$/;

const readIfThere = (path: string): Promise<string | null> =>
  readFile(path, 'utf8').catch((error: NodeJS.ErrnoException) => {
    if (error.code === 'ENOENT') return null;
    throw error;
  });

/**
 * A migration's time is new with each run: one that is there under an older time is the same migration, unless a later one
 * took it back (see down-migration.ts).
 */
const settlePath = async ({ project, migrations }: Layout, path: string): Promise<string> => {
  const name = MIGRATION.exec(posix.basename(path))?.[1];
  if (posix.dirname(path) !== migrations || name === undefined) return path;
  const existing = (await readdir(posix.join(project, migrations))).filter((file) =>
    [name, takingBack(name)].includes(MIGRATION.exec(file)?.[1] ?? ''),
  );
  const latest = existing.sort().at(-1);
  return latest?.endsWith(`_${takingBack(name)}`) === false ? posix.join(migrations, latest) : path;
};

const compare = async (layout: Layout, file: PlannedFile): Promise<PlannedWrite> => {
  const path = await settlePath(layout, file.path);
  const before = await readIfThere(await safePath(layout.project, path));
  const base = { path, content: file.content, before };
  if (before === null) return { ...base, action: 'create' };
  if (before === file.content) return { ...base, action: 'unchanged' };
  const { conflicts = [] } = file;
  if (conflicts.length > 0) return { ...base, action: 'overwrite', conflicts };
  return { ...base, action: file.kind === 'update' ? 'update' : 'overwrite' };
};

/**
 * Says for each planned file what writing it would do. Changes nothing.
 * @throws command failure for a path outside the project, or for two planned files with one path.
 */
export const previewPlan = async (layout: Layout, plan: readonly PlannedFile[]): Promise<readonly PlannedWrite[]> => {
  const writes = await Promise.all(plan.map((file) => compare(layout, file)));
  const paths = writes.map(({ path }) => path);
  const twice = paths.find((path, index) => paths.indexOf(path) !== index);
  if (twice === undefined) return writes;
  throw commandFailure(
    `The generator planned ${twice} twice.`,
    'Nothing was written. This is a mistake in the generator: report it.',
  );
};
