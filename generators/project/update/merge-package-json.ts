type Json = Readonly<Record<string, unknown>>;
type Versions = { base: unknown; ours: unknown; theirs: unknown };

const isObject = (value: unknown): value is Json =>
  typeof value === 'object' && value !== null && !Array.isArray(value);
const isSame = (a: unknown, b: unknown): boolean => JSON.stringify(a) === JSON.stringify(b);
const shown = (value: unknown): string => (value === undefined ? 'none' : JSON.stringify(value));

// npm sorts these by name whenever it writes them.
const sorted = /^(dev|optional|peer)?dependencies$/i;

const mergeObjects = (path: readonly string[], base: Json, ours: Json, theirs: Json, conflicts: string[]): Json => {
  const keys = [...new Set([...Object.keys(ours), ...Object.keys(theirs)])];
  const merged = keys.flatMap((key): [string, unknown][] => {
    const value = mergeValues([...path, key], { base: base[key], ours: ours[key], theirs: theirs[key] }, conflicts);
    return value === undefined ? [] : [[key, value]];
  });
  const isSorted = sorted.test(path.at(-1) ?? '');
  const ordered = isSorted ? merged.toSorted(([a], [b]) => (a < b ? -1 : 1)) : merged;
  return Object.fromEntries(ordered);
};

/** `undefined` stands for a key that is not there. */
const mergeValues = (path: readonly string[], { base, ours, theirs }: Versions, conflicts: string[]): unknown => {
  if (isSame(base, theirs) || isSame(ours, theirs)) return ours;
  if (isSame(base, ours)) return theirs;
  if (isObject(ours) && isObject(theirs))
    return mergeObjects(path, isObject(base) ? base : {}, ours, theirs, conflicts);
  conflicts.push(`${path.join(' › ')}: yours is ${shown(ours)}, the kit's ${shown(theirs)} (it was ${shown(base)})`);
  return ours;
};

/**
 * Merges three versions of package.json key by key, so that two dependencies in neighbouring lines are no conflict.
 * Where both changed the same key the project's value stays, since marks would leave a file that npm cannot read.
 * @returns the merged value, and a line for each such key.
 */
export const mergePackageJson = ({ base, ours, theirs }: { base: Json; ours: Json; theirs: Json }) => {
  const conflicts: string[] = [];
  return { merged: mergeObjects([], base, ours, theirs, conflicts), conflicts };
};
