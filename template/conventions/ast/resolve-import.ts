import { dirname, resolve } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';

/** Whether a module's name is a path from the file that names it. */
export const isRelative = (source: string): boolean => /^\.{1,2}(\/|$)/.test(source);

/** The absolute path that a relative module name means, as Node reads it: without a query, with %-escapes decoded. */
export function resolveImport(importer: string, source: string): string {
  try {
    return fileURLToPath(new URL(source, pathToFileURL(importer)));
  } catch {
    return resolve(dirname(importer), source);
  }
}
