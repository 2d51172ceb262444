import { existsSync } from 'node:fs';
import { lstat, readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { failure, systemCode } from './project-error.ts';
import { git, gitOrNull } from './git.ts';

/** A file's content, and whether it may be executed. */
export type KitFile = { bytes: Uint8Array; executable: boolean };

const parts = [
  'template',
  'supabase',
  'generators',
  '.github',
  'plopfile.ts',
  'PATTERNS.md',
  'docs/security.md',
  // What a deviation in the template gives as its reason.
  'docs/decisions/0018-outgoing-http.md',
  'examples',
];

/** What belongs to one machine, and so to no project: the same list as in the template's `gitignore`. */
const isLocal = (path: string): boolean => {
  const segments = path.split('/');
  const name = segments.at(-1) ?? '';
  return (
    segments.some((segment) =>
      ['node_modules', 'dist', 'coverage', 'bench-results', '.stack', '.git'].includes(segment),
    ) ||
    /\.(log|tgz)$/.test(name) ||
    name === '.DS_Store' ||
    name === 'CLAUDE.local.md' ||
    path.endsWith('.claude/settings.local.json') ||
    name === '.env' ||
    (name.startsWith('.env.') && name !== '.env.example')
  );
};

const walk = async (root: string, path: string): Promise<string[]> => {
  if (isLocal(path)) return [];
  const entries = await readdir(join(root, path), { withFileTypes: true });
  const found = await Promise.all(
    entries.map((entry) => (entry.isDirectory() ? walk(root, `${path}/${entry.name}`) : [`${path}/${entry.name}`])),
  );
  return found.flat();
};

const walkParts = async (root: string): Promise<string[]> => {
  const present = parts.filter((part) => existsSync(join(root, part)));
  const isFile = (part: string): boolean => /.\.\w+$/.test(part);
  const found = await Promise.all(present.map((part) => (isFile(part) ? [part] : walk(root, part))));
  return found.flat();
};

const isClone = (kitRoot: string): boolean => existsSync(join(kitRoot, '.git'));

/** The commit that a clone of the kit stands on; null in an installed package, and in a clone that has none yet. */
export const kitCommit = async (kitRoot: string, signal: AbortSignal): Promise<string | null> => {
  if (!isClone(kitRoot)) return null;
  return (await gitOrNull(['rev-parse', '--verify', '--quiet', 'HEAD'], { cwd: kitRoot, signal }))?.trim() ?? null;
};

/**
 * The URL that a clone of the kit is from, without a password that is in it; null in an installed package, and where it is
 * from a path, which is one machine's.
 */
export const kitSource = async (kitRoot: string, signal: AbortSignal): Promise<string | null> => {
  if (!isClone(kitRoot)) return null;
  const url = await gitOrNull(['config', '--get', 'remote.origin.url'], { cwd: kitRoot, signal });
  const [, scheme, rest] = /^(https?:\/\/|ssh:\/\/)?(.+)$/.exec(url?.trim() ?? '') ?? [];
  if (rest === undefined) return null;
  if (scheme === undefined) return /^[\w.-]+@[\w.-]+:\S+$/.test(rest) ? rest : null; // as git@host:agency/kit.git
  // The user of ssh is part of the address; what precedes the host of a web address is a secret.
  return scheme + rest.replace(/^[^/@]*@/, (who) => (scheme === 'ssh://' ? who.replace(/:.*@$/, '@') : ''));
};

const lsFiles = async (cwd: string, flags: readonly string[], signal: AbortSignal): Promise<string[]> => {
  const listed = await git(['ls-files', ...flags, '-z', '--', ...parts], { cwd, signal });
  return listed.split('\0').filter((path) => path !== '');
};

/**
 * Paths of the files that projects are composed from, relative to the kit, with `/`, sorted. A git clone and an
 * installed package (which has no `.git`) of the same version give the same list: a clone may hold anything its owner
 * left there, such as what was tried for another client, so only what git tracks is the kit's.
 */
export const listKitFiles = async (kitRoot: string, signal: AbortSignal): Promise<string[]> => {
  const paths = isClone(kitRoot) ? await lsFiles(kitRoot, ['--cached'], signal) : await walkParts(kitRoot);
  return [...new Set(paths.filter((path) => !isLocal(path)))].sort();
};

/** Paths of what lies in a clone beside the kit's own files, and is not ignored; none in an installed package. */
export const listUntrackedFiles = async (kitRoot: string, signal: AbortSignal): Promise<string[]> => {
  const paths = isClone(kitRoot) ? await lsFiles(kitRoot, ['--others', '--exclude-standard'], signal) : [];
  return paths.filter((path) => !isLocal(path));
};

/** Reads a file of the kit; null when git tracks it but it is gone. @throws `odd_file` when it is a link or a device. */
export const readKitFile = async (kitRoot: string, path: string): Promise<KitFile | null> => {
  try {
    const stats = await lstat(join(kitRoot, path));
    if (!stats.isFile()) throw failure('odd_file', `${path} in the kit is not a plain file. Replace it with one.`);
    return { bytes: await readFile(join(kitRoot, path)), executable: (stats.mode & 0o100) !== 0 };
  } catch (error) {
    if (systemCode(error) === 'ENOENT') return null;
    throw error;
  }
};
