import { copyFile, lstat, mkdir, readdir, readFile, readlink, rm, symlink, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { composeProject } from '../compose-project.ts';
import { listKitFiles, listUntrackedFiles } from '../kit-files.ts';
import { overlayPath } from './lay-examples.ts';

/** A project composed from the kit as it lies there, for work on its examples. */
export type ExampleFolder = {
  /** Absolute, in the kit's git-ignored `.stack/`. */
  path: string;
  /** The examples in it, those that are required too. */
  examples: readonly string[];
  /** Where each file of the named examples came from, by its path in the folder. */
  sources: ReadonlyMap<string, string>;
};

type MakeFolder = { kitRoot: string; names: readonly string[]; signal: AbortSignal };

// What the composed project makes for itself, and keeps from one run to the next.
const kept = ['node_modules', '.stack', 'coverage', 'dist', 'screenshots', '.env'];

const walk = async (root: string, path = ''): Promise<string[]> => {
  const entries = await readdir(join(root, path), { withFileTypes: true });
  const found = entries
    .filter(({ name }) => path !== '' || !kept.includes(name))
    .map((entry) => {
      const at = path === '' ? entry.name : `${path}/${entry.name}`;
      return entry.isDirectory() ? walk(root, at) : [at];
    });
  return (await Promise.all(found)).flat();
};

const linkOne = async (from: string, to: string): Promise<void> => {
  const present = await readlink(to).catch(() => null);
  if (present === from) return;
  await rm(to, { recursive: true, force: true });
  await symlink(from, to);
};

/** Links each package by itself, so that the caches in `node_modules/.cache` are the folder's own. */
const linkPackages = async (from: string, to: string): Promise<void> => {
  const names = await readdir(from).catch(() => []);
  for (const name of names.filter((it) => it !== '.cache')) {
    const isScope = name.startsWith('@') && (await lstat(join(from, name))).isDirectory();
    if (isScope) await mkdir(join(to, name), { recursive: true });
    const links = isScope ? (await readdir(join(from, name))).map((it) => `${name}/${it}`) : [name];
    for (const link of links) await linkOne(join(from, link), join(to, link));
  }
};

const readOrNull = (path: string): Promise<Buffer | null> => readFile(path).catch(() => null);

/**
 * Composes a project from the examples as they lie in the kit, uncommitted work too, into a folder of the kit that git
 * ignores. Only what differs is written, so that a server that runs there reloads what changed.
 * @throws as `composeProject` does.
 */
export const makeExampleFolder = async ({ kitRoot, names, signal }: MakeFolder): Promise<ExampleFolder> => {
  const composed = await composeProject({ kitRoot, name: 'example', examples: names, untracked: true, signal });
  const { files, examples } = composed;
  const path = join(kitRoot, '.stack/examples', [...new Set(names)].sort().join('+'));
  await mkdir(join(path, 'node_modules'), { recursive: true });
  for (const at of await walk(path)) if (!files.has(at)) await rm(join(path, at), { force: true });
  for (const [at, { bytes, executable }] of files) {
    const target = join(path, at);
    if ((await readOrNull(target))?.equals(bytes) === true) continue;
    await mkdir(dirname(target), { recursive: true });
    await writeFile(target, bytes, { mode: executable ? 0o777 : 0o666 }); // less the umask
  }
  for (const from of ['', 'template', ...examples.map((it) => `examples/${it}`)])
    await linkPackages(join(kitRoot, from, 'node_modules'), join(path, 'node_modules'));
  const kitPaths = [...(await listKitFiles(kitRoot, signal)), ...(await listUntrackedFiles(kitRoot, signal))];
  const sources = kitPaths.flatMap((kitPath) => {
    const [top = '', example = '', ...rest] = kitPath.split('/');
    const at = top === 'examples' && names.includes(example) ? overlayPath(example, rest.join('/')) : null;
    return at === null ? [] : [[at, join(kitRoot, kitPath)] as const];
  });
  return { path, examples, sources: new Map(sources) };
};

/** Takes what a script changed in the folder's files of the examples back to where they are from. @returns their paths. */
export const takeBackChanges = async ({ path, sources }: ExampleFolder): Promise<string[]> => {
  const changed: string[] = [];
  for (const [at, source] of sources) {
    const [ours, laid] = await Promise.all([readOrNull(join(path, at)), readOrNull(source)]);
    if (ours === null || laid === null || ours.equals(laid)) continue;
    await copyFile(join(path, at), source);
    changed.push(at);
  }
  return changed;
};
