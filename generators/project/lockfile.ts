import { failure } from './project-error.ts';

type Dependencies = Readonly<Record<string, string>>;
type LockedPackage = {
  version?: string;
  integrity?: string;
  resolved?: string;
  link?: boolean;
  dependencies?: Dependencies;
  devDependencies?: Dependencies;
  optionalDependencies?: Dependencies;
  peerDependencies?: Dependencies;
};
type Lockfile = { name: string; version: string; packages: Readonly<Record<string, LockedPackage>> };
type PackageJson = { name: string; version: string };

const rootFields = [
  'license',
  'dependencies',
  'devDependencies',
  'optionalDependencies',
  'peerDependencies',
  'engines',
];

/** Where a project has what npm keeps for the kit and its workspaces; null for what is another example's. */
const projectKey = (key: string, workspaces: readonly string[]): string | null => {
  if (key.startsWith('node_modules/')) return key;
  const own = workspaces.find((workspace) => key.startsWith(`${workspace}/node_modules/`));
  return own === undefined ? null : key.slice(own.length + 1);
};

const workspacePackages = (lock: Lockfile, workspaces: readonly string[]): Map<string, LockedPackage> => {
  const moved = new Map<string, LockedPackage>();
  for (const [key, entry] of Object.entries(lock.packages)) {
    const at = projectKey(key, workspaces);
    if (at === null || entry.link === true) continue;
    const { resolved: _, ...rest } = entry; // says only where it was downloaded from
    const other = moved.get(at);
    if (other !== undefined && other.version !== rest.version)
      throw failure(
        'lock_conflict',
        `The kit, its template and its examples lock different versions of ${at} (${other.version}, ${rest.version}). ` +
          'Give their package.json files the same version and run `npm install`.',
      );
    moved.set(at, rest);
  }
  return moved;
};

/** Where `name` is found from `from`, the way Node looks it up; null when it is not installed (an optional peer). */
const lookUp = (packages: ReadonlyMap<string, LockedPackage>, from: string, name: string): string | null => {
  const key = `${from === '' ? '' : `${from}/`}node_modules/${name}`;
  if (packages.has(key)) return key;
  return from === '' ? null : lookUp(packages, from.slice(0, Math.max(0, from.lastIndexOf('/node_modules/'))), name);
};

/** The packages that the project reaches: the kit has development dependencies of its own. */
const reachable = (packages: ReadonlyMap<string, LockedPackage>, root: LockedPackage): Set<string> => {
  const seen = new Set<string>();
  const visit = (key: string, entry: LockedPackage): void => {
    const { dependencies, devDependencies, optionalDependencies, peerDependencies } = entry;
    const own = key === '' ? devDependencies : {};
    for (const name of Object.keys({ ...dependencies, ...own, ...optionalDependencies, ...peerDependencies })) {
      const found = lookUp(packages, key, name);
      const next = found === null ? undefined : packages.get(found);
      if (found === null || next === undefined || seen.has(found)) continue;
      seen.add(found);
      visit(found, next);
    }
  };
  visit('', root);
  return seen;
};

/**
 * Derives a project's package-lock.json from the kit's, so that a project starts with exactly the versions that the
 * kit was tested with, and `npm install` finds nothing to change. Holds no address of a registry.
 * @throws `lock_conflict` when the kit's own dependencies are in the way.
 */
export const projectLockfile = (kitLockText: string, packageText: string, examples: readonly string[]): string => {
  const lock: Lockfile = JSON.parse(kitLockText);
  const project: PackageJson & LockedPackage = JSON.parse(packageText);
  const { name, version } = project;
  const kept = Object.entries(project).filter(([key]) => rootFields.includes(key));
  const root = { name, version, ...Object.fromEntries(kept) };
  const packages = workspacePackages(lock, ['template', ...examples.map((it) => `examples/${it}`)]);
  const wanted = reachable(packages, root);
  const entries = [...packages].filter(([key]) => wanted.has(key)).sort(([a], [b]) => a.localeCompare(b, 'en'));
  return `${JSON.stringify({ ...lock, name, version, packages: { '': root, ...Object.fromEntries(entries) } }, null, 2)}\n`;
};
