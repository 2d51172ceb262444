import type { LockedPackage } from './locked-package.ts';

/** One package, by its key in the lockfile, needs another. */
export type Edge = {
  readonly from: string;
  readonly to: string;
  readonly kind: 'prod' | 'dev' | 'optional' | 'peer' | 'peerOptional';
};

/** Whether a package is there for development alone, may be missing, either of the two, or came as a peer alone. */
type Flags = {
  readonly dev: boolean;
  readonly optional: boolean;
  readonly devOptional: boolean;
  readonly peer: boolean;
};

const none: Flags = { dev: false, optional: false, devOptional: false, peer: false };
const all: Flags = { dev: true, optional: true, devOptional: true, peer: true };

/** What a package is by one of those that need it. */
const by = (from: Flags, kind: Edge['kind']): Flags => {
  const dev = from.dev || kind === 'dev';
  const optional = from.optional || kind === 'optional' || kind === 'peerOptional';
  return {
    dev,
    optional,
    devOptional: from.devOptional || dev || optional,
    peer: from.peer || kind === 'peer' || kind === 'peerOptional',
  };
};

const both = (one: Flags, two: Flags): Flags => ({
  dev: one.dev && two.dev,
  optional: one.optional && two.optional,
  devOptional: one.devOptional && two.devOptional,
  peer: one.peer && two.peer,
});

/** The flags of each package: what it is by all that need it, until nothing changes any more. */
const settle = (edges: readonly Edge[]): ReadonlyMap<string, Flags> => {
  const flags = new Map<string, Flags>([['', none]]);
  const step = (): boolean => {
    const changes = edges.map(({ from, to, kind }) => {
      const before = flags.get(to) ?? all;
      const after = both(before, by(flags.get(from) ?? all, kind));
      flags.set(to, after);
      return JSON.stringify(before) !== JSON.stringify(after);
    });
    return changes.includes(true);
  };
  while (step());
  return flags;
};

const isTable = (value: unknown): boolean => typeof value === 'object' && !Array.isArray(value);
const first = ['name', 'version', 'resolved', 'integrity', 'dependencies'];
const place = (key: string): number => (first.includes(key) ? first.indexOf(key) : first.length);

/** The keys of an entry in the order in which npm writes them: tables last. */
const inOrder = (entry: LockedPackage): LockedPackage =>
  Object.fromEntries(
    Object.entries(entry).sort(
      ([a, one], [b, two]) =>
        Number(isTable(one)) - Number(isTable(two)) || place(a) - place(b) || a.localeCompare(b, 'en'),
    ),
  );

const flagged = (entry: LockedPackage, { dev, optional, devOptional, peer }: Flags): LockedPackage => {
  const own = Object.entries(entry).filter(([key]) => !(key in none));
  const set = { dev, optional, devOptional: devOptional && !dev && !optional, peer };
  return inOrder(Object.fromEntries([...own, ...Object.entries(set).filter(([, is]) => is)]));
};

/**
 * The packages that edges lead to, marked as npm marks them. The kit's marks are other ones: what a project has for its
 * tests, an example that it does not have may need to run.
 */
export const withFlags = (
  packages: ReadonlyMap<string, LockedPackage>,
  edges: readonly Edge[],
): [string, LockedPackage][] => {
  const flags = settle(edges);
  return [...packages].flatMap(([key, entry]) => {
    const own = flags.get(key);
    return own === undefined ? [] : [[key, flagged(entry, own)]];
  });
};
