import { readFile } from 'node:fs/promises';
import { posix } from 'node:path';
import { whyApplied } from './applied-migrations.ts';
import { commandFailure } from './command-error.ts';
import { downMigration, tablesIn } from './down-migration.ts';
import { errorCode } from './error-text.ts';
import { hashOf } from './journal.ts';
import { type Manifest, otherManifests } from './manifest.ts';
import { migrationTime } from './migration-time.ts';
import { type Change, takingBack } from './plan.ts';
import type { Layout } from './project-layout.ts';
import { referringTables } from './referring-tables.ts';
import { safePath } from './safe-path.ts';
import { takenBack } from './taken-back.ts';

type File = Manifest['files'][number] & { readonly text: string };

/** What is to be done, or why not: `edited` names what would be lost. */
type Planned = {
  readonly changes: readonly Change[];
  readonly edited: readonly string[];
  readonly note: string | null;
};

const none: Planned = { changes: [], edited: [], note: null };

/** The manifest's files that are still there, with their text. */
const readFiles = async ({ project }: Layout, { files }: Manifest): Promise<File[]> => {
  const read = files.map(async (file): Promise<File[]> => {
    const text = await readFile(await safePath(project, file.path), 'utf8').catch((error: unknown) => {
      if (errorCode(error) === 'ENOENT') return null;
      throw error;
    });
    return text === null ? [] : [{ ...file, text }];
  });
  return (await Promise.all(read)).flat();
};

const removal = (path: string, before: string): Change => ({ path, before, content: null, action: 'delete' });

const backToBefore = ({ path, undo, text }: File): Planned => {
  const content = takenBack(text, undo);
  if (content === null) return { ...none, edited: [path] };
  return { ...none, changes: content === text ? [] : [{ path, content, before: text, action: 'update' }] };
};

/** A migration that may have been applied stays, and another takes it back. */
const planMigration = async (layout: Layout, { path, text }: File, time: Date): Promise<Planned> => {
  const why = await whyApplied(layout, path);
  if (why === null) return { ...none, changes: [removal(path, text)] };
  const stamp = time.toISOString().replace(/\D/g, '').slice(0, 14);
  const name = takingBack(posix.basename(path).replace(/^\d+_/, ''));
  const down = posix.join(layout.migrations, `${stamp}_${name}`);
  return {
    changes: [{ path: down, content: await downMigration(path, text), before: null, action: 'create' }],
    edited: [],
    note: `${path} stays, since ${why}; ${down} takes it back, and ${tablesIn(text).length > 0 ? 'the rows' : 'what its columns hold'} with it.`,
  };
};

const planFile = async (layout: Layout, file: File, time: Date): Promise<Planned> => {
  if (file.action === 'update') return backToBefore(file);
  if (hashOf(file.text) !== file.hash) return { ...none, edited: [file.path] };
  const isMigration = posix.dirname(file.path) === layout.migrations;
  return isMigration ? planMigration(layout, file, time) : { ...none, changes: [removal(file.path, file.text)] };
};

const refuseReferred = async (layout: Layout, files: readonly File[], command: string): Promise<void> => {
  const tables = files.filter(({ path }) => posix.dirname(path) === layout.migrations).flatMap(({ text }) => tablesIn(text)); // prettier-ignore
  const referring = await referringTables(layout, tables);
  if (referring.length === 0) return;
  throw commandFailure(
    `${command} cannot be taken back: rows of ${referring.join(', ')} refer to ${tables.join(', ')}. Nothing was changed.`,
    `Take these back first: ${referring.join(', ')}.`,
  );
};

/** In quotes where a shell would read more than a word. */
const quotedForShell = (word: string): string =>
  /^[\w:./=-]+$/.test(word) ? word : `'${word.replaceAll("'", `'\\''`)}'`;

const refuseEdited = async (layout: Layout, path: string, edited: readonly string[]): Promise<void> => {
  if (edited.length === 0) return;
  const others = (await otherManifests(layout, path)).flatMap(({ manifest: { generator, args, files } }) =>
    files.some((file) => file.action === 'update' && edited.includes(file.path))
      ? [`npm run destroy -- ${[generator, ...args].map(quotedForShell).join(' ')}`]
      : [],
  );
  const first = others.length === 0 ? '' : `Later ones changed some of them, so take these back first:\n${others.map((line) => `  ${line}`).join('\n')}\n`; // prettier-ignore
  throw commandFailure(
    `These files were edited since they were generated, so nothing was changed:\n${edited.map((file) => `  ${file}`).join('\n')}`,
    `${first}Put them back to what was generated, or delete by hand what you do not need any more.`,
  );
};

/**
 * Plans to take back what a manifest says. Changes nothing. Returns the changes, the manifest's own removal among them, and a
 * sentence for each migration that stays.
 * @throws command failure where a file was edited since, where other tables refer to its table, or where a migration that may have
 * been applied cannot be taken back by a rule.
 */
export const destroyPlan = async (
  layout: Layout,
  { path, text, manifest, now }: { path: string; text: string; manifest: Manifest; now: Date },
): Promise<{ changes: readonly Change[]; notes: readonly string[] }> => {
  const files = await readFiles(layout, manifest);
  await refuseReferred(layout, files, [manifest.generator, ...manifest.args.slice(0, 1)].join(' '));
  const first = (await migrationTime(layout, now)).getTime();
  const planned = await Promise.all(
    files.map((file, index) => planFile(layout, file, new Date(first + index * 1000))),
  ); // prettier-ignore
  const edited = planned.flatMap((one) => one.edited);
  await refuseEdited(layout, path, edited);
  return {
    changes: [...planned.flatMap((one) => one.changes), removal(path, text)],
    notes: planned.flatMap(({ note }) => (note === null ? [] : [note])),
  };
};
