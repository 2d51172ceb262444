import { hash } from 'node:crypto';
import { globSync, readFileSync } from 'node:fs';

/** A hash of the conventions' own code, so that what was linted by older rules is linted again. */
export const contentHash = (): string => {
  const files = globSync('**/*.ts', { cwd: import.meta.dirname }).sort();
  return hash('sha256', files.map((file) => readFileSync(`${import.meta.dirname}/${file}`, 'utf8')).join('\0'));
};
