import { lstat, realpath } from 'node:fs/promises';
import { dirname, join, relative, sep } from 'node:path';
import { commandFailure } from './command-error.ts';

const NEXT =
  'Nothing was written. Generators write only plain files inside the project; look at what is there, and move it away.';

/** What is at a path without following a link, or null for nothing. */
const look = (path: string) =>
  lstat(path).catch((error: NodeJS.ErrnoException) => {
    if (error.code === 'ENOENT') return null;
    throw error;
  });

const nearestExisting = async (path: string): Promise<string> =>
  (await look(path)) === null ? nearestExisting(dirname(path)) : path;

/**
 * The absolute path of a planned file.
 * @throws command failure where it would lie outside the project (`..`, an absolute path, a symbolic link that leads out), or where
 * something other than a plain file or a folder is in the way.
 */
export const safePath = async (project: string, path: string): Promise<string> => {
  const segments = path.split('/');
  if (/[\\\0:]/.test(path) || segments.some((segment) => ['', '.', '..'].includes(segment))) {
    throw commandFailure(`${JSON.stringify(path)} is not a path inside the project.`, NEXT);
  }
  const absolute = join(project, path);
  for (const depth of segments.keys()) {
    const found = await look(join(project, ...segments.slice(0, depth + 1)));
    if (found === null) break;
    const isTarget = depth === segments.length - 1;
    const fits = isTarget ? found.isFile() : found.isDirectory() || found.isSymbolicLink();
    if (!fits) throw commandFailure(`${segments.slice(0, depth + 1).join('/')} is in the way of ${path}.`, NEXT);
  }
  const real = relative(await realpath(project), await realpath(await nearestExisting(absolute)));
  if (real === '..' || real.startsWith(`..${sep}`)) {
    throw commandFailure(`${path} leads out of the project through a symbolic link.`, NEXT);
  }
  return absolute;
};
