import { createHash } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { kitCommit, listKitFiles, listUntrackedFiles, readKitFile, type KitFile } from './kit-files.ts';
import { projectLockfile } from './lockfile.ts';
import { failure, refusal, systemCode } from './project-error.ts';

type ComposedProject = {
  kitVersion: string;
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
  untracked?: boolean;
  signal: AbortSignal;
};

const own = ['generators/project/', 'generators/test/', '.github/workflows/'];
// npm leaves files of these names out of a package, so the template stores them without their dot.
const dotless: Readonly<Record<string, string>> = { gitignore: '.gitignore', npmrc: '.npmrc' };

// What of an example is merged into a file of the project.
const mergedParts = ['package.json', 'env.example', 'database.types.ts'];

/** Where a file of the kit goes in a project that has these examples; null when it stays in the kit. */
const projectPath = (kitPath: string, examples: readonly string[]): string | null => {
  if (kitPath.startsWith('template/')) {
    const path = kitPath.slice('template/'.length);
    return Object.hasOwn(dotless, path) ? (dotless[path] ?? null) : path;
  }
  if (kitPath.startsWith('examples/')) {
    const [, example = '', ...rest] = kitPath.split('/');
    const path = rest.join('/');
    if (!examples.includes(example) || path === '') return null;
    if (path === 'README.md') return `docs/examples/${example}.md`;
    return mergedParts.includes(path) ? null : path;
  }
  return own.some((folder) => kitPath.startsWith(folder)) ? null : kitPath;
};

/** The order in which the parts are laid over each other: the last one wins. */
const layer = (kitPath: string): number => ['template', 'examples'].indexOf(kitPath.split('/')[0] ?? '');

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

const checkExamples = (kitPaths: readonly string[], wanted: readonly string[]): string[] => {
  const inFolder = kitPaths.filter((path) => /^examples\/[^/]+\/./.test(path));
  const known = [...new Set(inFolder.map((path) => path.split('/')[1] ?? ''))].sort();
  const unknown = wanted.filter((example) => !known.includes(example));
  if (unknown.length === 0) return [...new Set(wanted)].sort();
  const exist = known.length === 0 ? 'this kit has no examples yet' : `there are: ${known.join(', ')}`;
  throw refusal('unknown_example', `No example is called ${unknown.map((it) => `"${it}"`).join(' or ')}; ${exist}.`);
};

const asFile = (text: string): KitFile => ({ bytes: Buffer.from(text), executable: false });
const asJson = (value: unknown): string => `${JSON.stringify(value, null, 2)}\n`;
const byName = ([a]: readonly [string, unknown], [b]: readonly [string, unknown]): number => (a < b ? -1 : 1);

/**
 * Composes a client project in memory: the kit's parts, the template over them, the examples over that; then the
 * project's package.json, its lockfile, and `.kit.json`, which holds the kit's version and commit, and every other file's
 * SHA-256. The same kit, name and examples always give the same bytes. `name` must have been checked.
 * @throws `unknown_example`; `broken_kit`, `odd_file`, `lock_conflict` or a git error where the kit is at fault.
 */
export const composeProject = async (options: ComposeOptions): Promise<ComposedProject> => {
  const { kitRoot, name, examples, signal } = options;
  const [tracked, untracked] = await Promise.all([listKitFiles(kitRoot, signal), listUntrackedFiles(kitRoot, signal)]);
  const kitPaths = options.untracked === true ? [...tracked, ...untracked] : tracked;
  const chosen = checkExamples(kitPaths, examples);
  const laid = new Map<string, KitFile>();
  const ordered = kitPaths.toSorted((a, b) => layer(a) - layer(b));
  const read = await Promise.all(
    ordered.map(async (kitPath) => {
      const path = projectPath(kitPath, chosen);
      return { path, file: path === null ? null : await readKitFile(kitRoot, kitPath) };
    }),
  );
  for (const { path, file } of read) if (path !== null && file !== null) laid.set(path, file);

  const packageFile = laid.get('package.json');
  if (packageFile === undefined)
    throw failure(
      'broken_kit',
      'The kit has no template/package.json (in a clone: none that git tracks). Get it again.',
    );
  const packageJson: Record<string, unknown> = JSON.parse(Buffer.from(packageFile.bytes).toString());
  const packageText = asJson({ ...packageJson, name, allowScripts: { node: true } });
  laid.set('package.json', asFile(packageText));
  laid.set('package-lock.json', asFile(projectLockfile(await readLockfile(kitRoot), packageText)));

  const kit: { version: string } = JSON.parse(await readFile(join(kitRoot, 'package.json'), 'utf8'));
  const hashes = [...laid].map(
    ([path, { bytes }]) => [path, createHash('sha256').update(bytes).digest('hex')] as const,
  );
  const manifest = {
    kit: { version: kit.version, commit: await kitCommit(kitRoot, signal) },
    examples: chosen,
    files: Object.fromEntries(hashes.toSorted(byName)),
  };
  laid.set('.kit.json', asFile(asJson(manifest)));
  const leftOut = untracked.filter((path) => projectPath(path, chosen) !== null);
  return { kitVersion: kit.version, files: new Map([...laid].sort(byName)), leftOut };
};
