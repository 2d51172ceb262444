type Version = readonly [number, number, number];

const RELEASE = /^v(\d+)\.(\d+)\.(\d+)$/;

const versionOf = (tag: string): Version => {
  const [, major, minor, patch] = RELEASE.exec(tag) ?? [];
  return [Number(major), Number(minor), Number(patch)];
};

const compare = (a: Version, b: Version): number => a[0] - b[0] || a[1] - b[1] || a[2] - b[2];

/** The newest of tags such as `v1.10.0`, by number; null where there is none. Others, `v2.0.0-rc.1` too, are passed over. */
export const newestRelease = (tags: readonly string[]): string | null => {
  const releases = tags.filter((tag) => RELEASE.test(tag));
  return releases.toSorted((a, b) => compare(versionOf(a), versionOf(b))).at(-1) ?? null;
};
