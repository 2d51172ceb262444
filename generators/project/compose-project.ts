import { createHash } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { exampleNames, readExamplePackage, withDependencies, withRequired } from './examples/example-package.ts';
import { layExamples } from './examples/lay-examples.ts';
import { kitCommit, kitSource, listKitFiles, listUntrackedFiles, readKitFile, type KitFile } from './kit-files.ts';
import { projectLockfile } from './lockfile.ts';
import { failure, systemCode } from './project-error.ts';

type ComposedProject = {
  kitVersion: string;
  /** Those that were asked for, and those that they require. */
  examples: readonly string[];
  /** By path, relative with `/`, in the order of their names. */
  files: ReadonlyMap<string, KitFile>;
  /** Paths in the kit of files that would be in the project if git tracked them there. */
  leftOut: readonly string[];
};

type ComposeOptions = {
  kitRoot: string;
  name: string;
  examples: readonly string[];
  /** Takes along what git does not track in the kit: for work on an example, never for a project. */
  untracked: boolean;
  signal: AbortSignal;
};

const own = ['generators/project/', 'generators/test/', '.github/workflows/', 'examples/'];
// npm leaves files of these names out of a package, so the template stores them without their dot.
const dotless: Readonly<Record<string, string>> = { gitignore: '.gitignore', npmrc: '.npmrc' };

/** Where a file of the kit goes in a project; null when it stays in the kit, or is an example's. */
const projectPath = (kitPath: string): string | null => {
  if (kitPath.startsWith('template/')) {
    const path = kitPath.slice('template/'.length);
    return Object.hasOwn(dotless, path) ? (dotless[path] ?? null) : path;
  }
  return own.some((folder) => kitPath.startsWith(folder)) ? null : kitPath;
};

const isOf = (kitPath: string, examples: readonly string[]): boolean =>
  examples.some((example) => kitPath.startsWith(`examples/${example}/`));

/** A package keeps the lockfile in `dist/`, since npm leaves `package-lock.json` out of packages. */
const readLockfile = async (kitRoot: string): Promise<string> => {
  for (const path of ['package-lock.json', 'dist/lock.json']) {
    try {
      return await readFile(join(kitRoot, path), 'utf8');
    } catch (error) {
      if (systemCode(error) !== 'ENOENT') throw error;
    }
  }
  throw failure('broken_kit', 'The kit has no package-lock.json. Get it again: a clone and a package both hold one.');
};

const asFile = (text: string): KitFile => ({ bytes: Buffer.from(text), executable: false });
const asJson = (value: unknown): string => `${JSON.stringify(value, null, 2)}\n`;
const byName = ([a]: readonly [string, unknown], [b]: readonly [string, unknown]): number => (a < b ? -1 : 1);

const readKit = async (kitRoot: string, paths: readonly string[]): Promise<Map<string, KitFile>> => {
  const read = await Promise.all(paths.map(async (path) => [path, await readKitFile(kitRoot, path)] as const));
  return new Map(read.flatMap(([path, file]) => (file === null ? [] : [[path, file] as const])));
};

/** The template over the kit's other parts: the template wins. */
const layTemplate = (kit: ReadonlyMap<string, KitFile>): Map<string, KitFile> => {
  const inTemplate = ([path]: readonly [string, KitFile]): boolean => path.startsWith('template/');
  const ordered = [...kit].toSorted((a, b) => Number(inTemplate(a)) - Number(inTemplate(b)));
  return new Map(
    ordered.flatMap(([kitPath, file]) => {
      const path = projectPath(kitPath);
      return path === null ? [] : [[path, file] as const];
    }),
  );
};

/**
 * Composes a client project in memory: the kit's parts, the template over them, the examples (and what they require)
 * beside that; then the project's package.json, its lockfile, and `.kit.json`, which holds the kit's version and commit,
 * and every other file's SHA-256. The same kit, name and examples always give the same bytes. `name` must have been checked.
 * @throws `unknown_example`; `broken_kit`, `odd_file`, `example_conflict`, `lock_conflict` or a git error where the kit is at fault.
 */
export const composeProject = async (options: ComposeOptions): Promise<ComposedProject> => {
  const { kitRoot, name, examples, signal } = options;
  const [tracked, untracked] = await Promise.all([listKitFiles(kitRoot, signal), listUntrackedFiles(kitRoot, signal)]);
  const kitPaths = options.untracked ? [...tracked, ...untracked] : tracked;
  const kit = await readKit(kitRoot, kitPaths.toSorted());
  const packageOf = (example: string) =>
    readExamplePackage(example, kit.get(`examples/${example}/package.json`) ?? null);
  const chosen = withRequired(examples, exampleNames([...kit.keys()]), packageOf);
  const laid = layExamples(layTemplate(kit), chosen, kit);

  const packageFile = laid.get('package.json');
  if (packageFile === undefined)
    throw failure(
      'broken_kit',
      'The kit has no template/package.json (in a clone: none that git tracks). Get it again.',
    );
  const template: Record<string, unknown> = JSON.parse(Buffer.from(packageFile.bytes).toString());
  const packageJson = withDependencies(template, chosen.map((example) => [example, packageOf(example)])); // prettier-ignore
  const packageText = asJson({ ...packageJson, name, allowScripts: { node: true } });
  laid.set('package.json', asFile(packageText));
  laid.set('package-lock.json', asFile(projectLockfile(await readLockfile(kitRoot), packageText, chosen)));

  const { version }: { version: string } = JSON.parse(await readFile(join(kitRoot, 'package.json'), 'utf8'));
  const hashes = [...laid].map(
    ([path, { bytes }]) => [path, createHash('sha256').update(bytes).digest('hex')] as const,
  );
  const manifest = {
    kit: { version, commit: await kitCommit(kitRoot, signal), source: await kitSource(kitRoot, signal) },
    examples: chosen,
    files: Object.fromEntries(hashes.toSorted(byName)),
  };
  laid.set('.kit.json', asFile(asJson(manifest)));
  const leftOut = untracked.filter((path) => projectPath(path) !== null || isOf(path, chosen));
  return { kitVersion: version, examples: chosen, files: new Map([...laid].sort(byName)), leftOut };
};
