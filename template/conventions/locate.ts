import { dirname, posix, sep } from 'node:path';
import { folders, layers } from './layers.ts';

/** Where a file stands. Of `…/src/routes/v1/a.route.ts`: folder `src`, root `…/src`, layer `routes`, path `routes/v1/a.route.ts`. */
export type Place = {
  /** The folder of the project: `src`, `test`, `stack`, `conventions`, `generators`; empty where it is none of these. */
  readonly folder: string;
  /** The path of that folder. */
  readonly root: string;
  /** In `src`, the name that `layers` knows it by, or an unknown folder's name. Empty elsewhere. */
  readonly layer: string;
  /** The path below the root. */
  readonly path: string;
};

const slashes = (path: string): string => path.split(sep).join('/');
const project = slashes(dirname(import.meta.dirname));
const known = new Set(['src', 'test', ...Object.keys(folders)]);

// What lies above the project says nothing about it: it may be cloned to `~/src/services/acme`. In the kit, `generators/`
// and `examples/` stand beside the project, so one folder further up belongs to it as well.
function below(path: string): string {
  const base = [project, posix.dirname(project)].find((folder) => path.startsWith(`${folder}/`));
  return base === undefined ? path : path.slice(base.length);
}

function layerOf(path: string): string {
  const [first = '', ...rest] = path.split('/');
  return rest.length > 0 ? first : first.replace(/\.\w+$/, '');
}

/** Finds the layer or folder of a file by its absolute path, in the kit, an example and a project alike. */
export function locate(file: string): Place {
  const whole = slashes(file);
  const parts = below(whole).split('/');
  const lastSource = parts.slice(0, -1).lastIndexOf('src');
  const index = lastSource >= 0 ? lastSource : parts.findIndex((part) => known.has(part));
  if (index < 0) return { folder: '', root: '', layer: '', path: whole };
  const folder = parts[index] ?? '';
  const path = parts.slice(index + 1).join('/');
  return { folder, root: whole.slice(0, -path.length - 1), layer: folder === 'src' ? layerOf(path) : '', path };
}

/** The row of a table of `layers.ts`, or null: a folder named `constructor` has none. */
export const rowOf = (table: Readonly<Record<string, readonly string[]>>, name: string): readonly string[] | null =>
  Object.hasOwn(table, name) ? (table[name] ?? null) : null;

/** Whether a table of `layers.ts` lets one folder or file of `src` import another. */
export function mayImport(from: Place, to: Place): boolean {
  const allowed = rowOf(layers, from.layer) ?? [];
  return allowed.includes(to.layer) || allowed.includes(to.path.replace(/\.\w+$/, ''));
}
