import { readFile } from 'node:fs/promises';
import { join, posix } from 'node:path';
import { whyApplied } from '../lib/applied-migrations.ts';
import { commandFailure, usageError } from '../lib/command-error.ts';
import { errorCode } from '../lib/error-text.ts';
import { type Manifest, manifestPath, readManifest } from '../lib/manifest.ts';
import { mergeText } from '../lib/merge-text.ts';
import type { ResourceNames } from '../lib/names.ts';
import type { PlannedFile } from '../lib/plan.ts';
import type { Layout } from '../lib/project-layout.ts';
import { referringTables } from '../lib/referring-tables.ts';
import { createRenderer } from '../lib/render.ts';
import { parseResourceArguments } from '../lib/resource-arguments.ts';
import { resourceModel } from '../resource/resource-model.ts';
import { resourcePlan } from '../resource/resource.generator.ts';
import { type NewField, plainText } from './field-arguments.ts';
import { fieldMigrationName, fieldModel } from './field-model.ts';
import { knownResource } from './known-resource.ts';

const template = new URL('./templates/migration.hbs', import.meta.url);

type FieldRequest = {
  readonly names: ResourceNames;
  readonly added: readonly NewField[];
  /** The command as its manifest will have it. */
  readonly command: Pick<Manifest, 'generator' | 'args'>;
  readonly layout: Layout;
  readonly now: Date;
};

const readIfThere = ({ project }: Layout, path: string): Promise<string | null> =>
  readFile(join(project, path), 'utf8').catch((error: unknown) => {
    if (errorCode(error) === 'ENOENT') return null;
    throw error;
  });

/** The files of an earlier run of the same command, as they are; null where there was none. */
const addedBefore = async ({ command, layout, added, names }: FieldRequest): Promise<readonly PlannedFile[] | null> => {
  const path = manifestPath(command.generator, command.args);
  const found = await readManifest(layout, path);
  if (found === null) return null;
  const { args, files } = found.manifest;
  const texts = await Promise.all(files.map((file) => readIfThere(layout, file.path)));
  const schema = texts[files.findIndex((file) => file.path.endsWith(`${names.kebab}.schema.ts`))] ?? '';
  const isSame = args.slice(1).map(plainText).join(' ') === command.args.slice(1).map(plainText).join(' ');
  const isThere = added.every(({ field }) => new RegExp(`\\b${field.column}:`).test(schema));
  if (isSame && isThere && !texts.includes(null))
    return files.map((file, index) => ({ path: file.path, content: texts[index] ?? '', kind: 'update' }));
  const words = [command.generator, names.kebab, ...added.map(({ field }) => field.name)].join(' ');
  throw commandFailure(
    isSame
      ? `${path} says that this was done, but its files are not all there as they were written.`
      : `${path} says that this was done in another way: ${[found.manifest.generator, ...args].join(' ')}.`,
    `Put the files back from git, or take it back first: npm run destroy -- ${command.generator === 'field' ? words : [command.generator, ...command.args.slice(0, 3)].join(' ')}`,
  );
};

/** Refuses what every row would have to have at once. */
const refuseUnfilled = async ({ names, added, layout }: FieldRequest, migration: string | null): Promise<void> => {
  const bare = added.filter(({ field, fill }) => !field.nullable && field.type !== 'boolean' && fill === null);
  if (bare.length === 0) return;
  const why = migration === null ? 'it was there before' : await whyApplied(layout, migration);
  if (why === null) return;
  const advice = bare.map(({ field, text }) =>
    field.references !== null || field.unique ? `${text}:nullable` : `${text}:default(…) or ${text}:nullable`,
  );
  throw commandFailure(
    `The table ${names.plural} may hold rows (${migration === null ? why : `${migration}: ${why}`}), and ${bare.map(({ field }) => field.name).join(', ')} would be null in them.`,
    `Say what the rows that are there get, or let them have none: ${advice.join('; ')}`,
  );
};

/** Rows of a circle could not be made one after the other, which the samples of the tests do. */
const refuseCircle = async ({ names, added, layout }: FieldRequest): Promise<void> => {
  const seen = new Set([names.plural]);
  for (let next = [names.plural]; next.length > 0;) {
    next = (await referringTables(layout, next)).filter((table) => !seen.has(table));
    for (const table of next) seen.add(table);
  }
  for (const { field } of added) {
    const target = field.references?.plural;
    if (target === undefined || target === names.plural || !seen.has(target)) continue;
    throw commandFailure(
      `${names.plural} cannot refer to ${target}: rows of ${target} refer to ${names.plural} already, so neither could be made first.`,
      'Write the relation by hand: the column in a migration, its foreign key with the owner, and the tests.',
    );
  }
};

const refuseMissing = async (layout: Layout, paths: readonly string[]): Promise<void> => {
  const texts = await Promise.all(paths.map((path) => readIfThere(layout, path)));
  const missing = paths.filter((_path, index) => texts[index] === null);
  if (missing.length === 0) return;
  throw commandFailure(
    `${missing.join(', ')} ${missing.length === 1 ? 'is' : 'are'} not where the resource was generated.`,
    'Put it back under that name, or add the column by hand: npm run generate -- migration add_…',
  );
};

const refuseTaken = ({ names, added }: FieldRequest, taken: readonly { readonly column: string }[]): void => {
  const twice = added.filter(({ field }) => taken.some(({ column }) => column === field.column));
  if (twice.length === 0) return;
  throw usageError(
    twice.map(({ field }) => `${names.plural} have a column "${field.column}" already.`).join('\n'),
    'Choose another name. What was added by `generate field` or `generate relation` can be taken back with `npm run destroy`.',
  );
};

/**
 * Plans fields for a resource that was generated: the migration that adds their columns, and in each file of the resource what
 * changes between its text without them and with them. The migration that made the table stays as it is.
 * @throws command failure where it was not generated, or where its rows would have to have what they have not; usage error for
 * columns that are there.
 */
export const fieldPlan = async (request: FieldRequest): Promise<readonly PlannedFile[]> => {
  const { names, added, command, layout, now } = request;
  const before = await addedBefore(request);
  if (before !== null) return before;
  const { args, migration } = await knownResource(layout, names, manifestPath(command.generator, command.args));
  const old = parseResourceArguments(args);
  refuseTaken(request, old.fields);
  const wide = parseResourceArguments([...args, ...added.map(({ text }) => text)]);
  await refuseCircle(request);
  await refuseUnfilled(request, migration);

  const inCode = ({ path }: PlannedFile): boolean => posix.dirname(path) !== layout.migrations;
  const [oldFiles, newFiles] = await Promise.all([
    resourcePlan({ ...old, layout, now }),
    resourcePlan({ ...wide, layout, now }),
  ]);
  const needed = oldFiles.filter(({ path }) => /\.(?:schema|repository)\.ts$/.test(path)).map(({ path }) => path);
  await refuseMissing(layout, needed);
  const bases = new Map(oldFiles.map(({ path, content }) => [path, content]));
  const merged = newFiles.filter(inCode).map(async ({ path, content }): Promise<readonly PlannedFile[]> => {
    const base = bases.get(path) ?? '';
    const ours = await readIfThere(layout, path);
    // A file that people took out stays out.
    if (base === content || ours === null) return [];
    const { content: text, conflicts } = await mergeText({ base, ours, theirs: content });
    return [{ path, content: text, kind: 'update', conflicts }];
  });

  const stamp = now.toISOString().replace(/\D/g, '').slice(0, 14);
  const path = posix.join(layout.migrations, `${stamp}_${fieldMigrationName(names, added)}.sql`);
  const [render, files] = await Promise.all([createRenderer(layout), Promise.all(merged)]);
  const model = fieldModel(resourceModel(names, old.fields, old.options), resourceModel(names, wide.fields, wide.options), added); // prettier-ignore
  return [{ path, content: await render(template, model, path), kind: 'create' }, ...files.flat()];
};
