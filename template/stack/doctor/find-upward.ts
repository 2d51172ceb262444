import { existsSync } from 'node:fs';
import path from 'node:path';

/** The first folder, from one upward, that holds an entry of this name; null for none. */
export const findUpward = (from: string, name: string): string | null => {
  if (existsSync(path.join(from, name))) return from;
  const parent = path.dirname(from);
  return parent === from ? null : findUpward(parent, name);
};
