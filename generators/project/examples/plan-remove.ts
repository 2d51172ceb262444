import { posix } from 'node:path';
import { downMigration } from '../../lib/down-migration.ts';
import { isCommandError } from '../../lib/command-error.ts';
import type { KitFile } from '../kit-files.ts';
import { toLf } from '../update/line-ends.ts';
import { isMigration, nextMigration } from '../update/place-migrations.ts';
import { planUpdate, type Change } from '../update/plan-update.ts';
import { hashOf } from '../update/project-file.ts';
import { entriesBeyond, sameNamed, withoutEntries } from './database-types.ts';
import { findEnvBlock, withoutEnvBlock } from './env-block.ts';
import {
  changeText,
  ENV,
  ownFiles,
  textHere,
  textIn,
  TYPES,
  type ExamplePlan,
  type Files,
  type PlanExample,
} from './plan-shared.ts';
import { importedFile, isOfPackage, projectImports } from './project-sources.ts';

const none: ExamplePlan = { changes: [], problems: [], notes: [] };
const oneChange = (change: Change | null): ExamplePlan => ({ ...none, changes: change === null ? [] : [change] });
const withoutMigrations = (files: Files): Files => new Map([...files].filter(([path]) => !isMigration(path)));

const planEnv = async ({ base, examples, read }: PlanExample): Promise<ExamplePlan> => {
  const [example = ''] = examples;
  const block = findEnvBlock(textIn(base, ENV), example);
  const found = await read(ENV);
  const here = findEnvBlock(textHere(found), example);
  if (block === null || here === null) return none;
  if (here !== block) return { ...none, problems: [`${ENV}: its lines were edited`] };
  return oneChange(changeText(ENV, found, (text) => withoutEnvBlock(text, block) ?? text));
};

const planTypes = async ({ base, theirs, read }: PlanExample): Promise<ExamplePlan> => {
  const gone = entriesBeyond(textIn(base, TYPES), textIn(theirs, TYPES));
  if (gone.length === 0) return none;
  const found = await read(TYPES);
  const here = textHere(found);
  const altered = gone.filter((entry) => (sameNamed(here, entry)?.text ?? entry.text) !== entry.text);
  const left = withoutEntries(here, gone);
  const referred = gone.filter(({ section, name }) => section === 'Tables' && left.includes(`referencedRelation: '${name}'`)); // prettier-ignore
  const problems = [
    ...altered.map(({ name }) => `${TYPES}: ${name} was altered since, so what it holds is yours`),
    ...referred.map(({ name }) => `${TYPES}: rows of other tables refer to ${name}; take those out first`),
  ];
  return problems.length > 0 ? { ...none, problems } : oneChange(changeText(TYPES, found, () => left));
};

/** The example's migrations as the project has them, by their text: their names may have got another time. */
const migrationsHere = async ({ base, theirs, migrations, read }: PlanExample): Promise<[string, KitFile][]> => {
  const texts = [...base]
    .filter(([path]) => isMigration(path) && !theirs.has(path))
    .map(([, file]) => hashOf(file.bytes));
  const present = await Promise.all(migrations.toSorted().map(async (path) => [path, await read(path)] as const));
  const found = present.flatMap(([path, it]) =>
    it.kind === 'file' ? [[path, toLf(it.file)] as [string, KitFile]] : [],
  );
  // Of two with the same text the example was laid twice: the newer one is what stands.
  const newest = new Map(found.map((one) => [hashOf(one[1].bytes), one]));
  const here = texts.map((hash) => newest.get(hash)).filter((one) => one !== undefined);
  return here.length === texts.length ? here : [];
};

const planMigrations = async (options: PlanExample): Promise<ExamplePlan> => {
  const { base, theirs, migrations, examples, now } = options;
  if ([...base.keys()].every((path) => !isMigration(path) || theirs.has(path))) return none;
  const here = await migrationsHere(options);
  if (here.length === 0) return { ...none, problems: ['supabase/migrations: not all of its migrations are here as they were laid'] }; // prettier-ignore
  const [example = ''] = examples;
  const sql = here.map(([, { bytes }]) => Buffer.from(bytes).toString()).join('\n');
  const path = nextMigration(migrations, `take_back_example_${example.replaceAll('-', '_')}`, now);
  try {
    const names = here.map(([at]) => posix.basename(at));
    const down = await downMigration(names.join(', '), sql);
    const file = { bytes: Buffer.from(down), executable: false };
    return {
      changes: [{ path, kind: 'added', note: null, writes: [{ path, file }] }],
      problems: [],
      notes: [`${names.join(', ')} may have been applied, and stay; ${path} takes them back, and the rows with them. Read it.`], // prettier-ignore
    };
  } catch (error) {
    if (!isCommandError(error)) throw error;
    return { ...none, problems: [error.message] };
  }
};

const dependenciesOf = (files: Files): Readonly<Record<string, string>> => {
  const { dependencies, devDependencies } = JSON.parse(textIn(files, 'package.json'));
  return { ...devDependencies, ...dependencies };
};

/** The files that the example leaves to the project's package.json: dependencies that the project imports by now. */
const keepUsed = (theirs: Files, base: Files, used: readonly string[]): Files => {
  if (used.length === 0) return theirs;
  const [from, to] = [base, theirs].map((files) => JSON.parse(textIn(files, 'package.json')));
  for (const group of ['dependencies', 'devDependencies']) {
    for (const name of used)
      if (from[group]?.[name] !== undefined) to[group] = { ...to[group], [name]: from[group][name] };
  }
  const text = Buffer.from(`${JSON.stringify(to, null, 2)}\n`);
  return new Map([...theirs, ['package.json', { bytes: text, executable: false }]]);
};

const planFiles = async (options: PlanExample): Promise<ExamplePlan> => {
  const { project, signal } = options;
  const [base, theirs] = [options.base, options.theirs].map((files) => withoutMigrations(ownFiles(files)));
  if (base === undefined || theirs === undefined) return none;
  const gone = [...base.keys()].filter((path) => !theirs.has(path));
  const imports = (await projectImports(project, signal)).filter(({ file }) => !gone.includes(file));
  const users = imports.filter((it) => gone.includes(importedFile(it) ?? ''));
  const [before, after] = [dependenciesOf(base), dependenciesOf(theirs)];
  const dropped = Object.keys(before).filter((name) => after[name] === undefined);
  // What the kit's own files import does without it there, such as a sample of what lint refuses.
  const isTheirs = ({ file, specifier }: (typeof imports)[number]): boolean =>
    [`'${specifier}'`, `"${specifier}"`].some((quoted) => textIn(theirs, file).includes(quoted));
  const used = dropped.filter((name) => imports.some((it) => isOfPackage(it, name) && !isTheirs(it)));
  const labels = { base: 'with', theirs: 'without' };
  const changes = await planUpdate({ ...options, base, theirs: keepUsed(theirs, base, used), repeatMigrations: false, labels }); // prettier-ignore
  const edited = changes.filter(({ kind }) => kind === 'kept').map(({ path }) => `${path}: it was edited`);
  const clashing = changes.filter(({ kind }) => kind === 'conflict').map(({ path, note }) => `${path}: ${note ?? ''}`);
  return {
    changes,
    problems: [...edited, ...clashing, ...users.map((it) => `${it.file}: it imports ${importedFile(it) ?? ''}`)],
    notes: used.map((name) => `${name} stays in package.json: your code imports it.`),
  };
};

/**
 * Plans to take an example out of a project: its files where nobody edited or imports them, its tables by a migration.
 * @throws as `planUpdate` does; `odd_types`.
 */
export const planRemove = async (options: PlanExample): Promise<ExamplePlan> => {
  const parts = [
    await planFiles(options),
    await planEnv(options),
    await planTypes(options),
    await planMigrations(options),
  ];
  return {
    changes: parts.flatMap((part) => part.changes),
    problems: parts.flatMap((part) => part.problems),
    notes: parts.flatMap((part) => part.notes),
  };
};
