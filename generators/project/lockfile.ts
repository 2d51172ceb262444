import { failure } from './project-error.ts';
import { type Edge, withFlags } from './lock-flags.ts';
import type { LockedPackage } from './locked-package.ts';

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

/**
 * What each package that the project reaches needs, and the project itself, whose key is empty. The kit has development
 * dependencies of its own; and what a package would use where it is there (an optional peer) brings nothing in.
 */
const edgesOf = (packages: ReadonlyMap<string, LockedPackage>, root: LockedPackage): readonly Edge[] => {
  const seen = new Set(['']);
  const visit = (from: string, entry: LockedPackage): readonly Edge[] => {
    const { dependencies, devDependencies, optionalDependencies, peerDependencies, peerDependenciesMeta } = entry;
    const isOptionalPeer = (name: string): boolean => peerDependenciesMeta?.[name]?.optional === true;
    const named: readonly (readonly [string, Edge['kind']])[] = [
      ...Object.keys(peerDependencies ?? {}).map(
        (name) => [name, isOptionalPeer(name) ? 'peerOptional' : 'peer'] as const,
      ),
      ...Object.keys(from === '' ? (devDependencies ?? {}) : {}).map((name) => [name, 'dev'] as const),
      ...Object.keys(optionalDependencies ?? {}).map((name) => [name, 'optional'] as const),
      ...Object.keys(dependencies ?? {}).map((name) => [name, 'prod'] as const),
    ];
    // npm names a package that is optional among the dependencies as well.
    return [
      ...new Map(named.filter(([name, kind]) => kind !== 'prod' || !(name in (optionalDependencies ?? {})))),
    ].flatMap(([name, kind]): readonly Edge[] => {
      const to = lookUp(packages, from, name);
      const next = to === null ? undefined : packages.get(to);
      if (to === null || next === undefined) return [];
      const edge = { from, to, kind };
      if (seen.has(to) || kind === 'peerOptional') return [edge];
      seen.add(to);
      return [edge, ...visit(to, next)];
    });
  };
  const edges = visit('', root);
  return edges.filter(({ to }) => seen.has(to));
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
  const entries = withFlags(packages, edgesOf(packages, root)).sort(([a], [b]) => a.localeCompare(b, 'en'));
  return `${JSON.stringify({ ...lock, name, version, packages: { '': root, ...Object.fromEntries(entries) } }, null, 2)}\n`;
};
