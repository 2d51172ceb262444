import { isDeepStrictEqual } from 'node:util';

/** The entries of `next` that differ from `current`: what an UPDATE has to write. */
export const changes = <T extends Readonly<Record<string, unknown>>>(
  current: Readonly<Record<string, unknown>>,
  next: T,
): Partial<T> =>
  Object.fromEntries(
    Object.entries(next).filter(([key, value]) => !isDeepStrictEqual(current[key], value)),
  ) as Partial<T>;
