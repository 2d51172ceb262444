import { realpath, readFile } from 'node:fs/promises';
import { dirname, extname, join } from 'node:path';
import { type JsonValue, parseJsonWithComments } from '../../parse-json.ts';

/** Something of a tsconfig with where it stands (from 1). */
export type Place = { readonly file: string; readonly line: number; readonly column: number };
type Option = Place & { readonly value: unknown };

/** A tsconfig with what it extends laid below it. */
export type Tsconfig = {
  readonly file: string;
  /** Where its options are, or its first line. */
  readonly options: Place;
  /** By name in lower case, as tsc reads them: its own, and those it has from others, each with where it was set. */
  readonly effective: ReadonlyMap<string, Option>;
  /** False where it could not be read at all: `problems` says why. */
  readonly readable: boolean;
  /** The folders and patterns that it leaves out or takes in, of this file itself. */
  readonly excluded: readonly Option[];
  readonly problems: readonly (Place & { readonly problem: string })[];
};

const entry = (value: JsonValue | undefined, key: string): JsonValue | undefined =>
  value?.entries?.findLast((one) => one.key === key)?.value;

const empty = (file: string, problem: string, place = { line: 1, column: 1 }): Tsconfig => ({
  file,
  options: { file, ...place },
  effective: new Map(),
  readable: false,
  excluded: [],
  problems: [{ file, ...place, problem }],
});

/** Reads a tsconfig and those that it extends by a path. What a package brings is not read: it is not of the project. */
export async function readTsconfig(file: string, above: readonly string[] = []): Promise<Tsconfig> {
  const real = await realpath(file).catch(() => file);
  if (above.includes(real)) return empty(file, 'it extends itself');
  const text = await readFile(file, 'utf8').catch((error: unknown) => error as NodeJS.ErrnoException);
  if (typeof text !== 'string')
    return empty(file, text.code === 'ENOENT' ? 'there is no such file' : String(text.code));
  const root = parseJsonWithComments(text);
  if ('problem' in root) return empty(file, root.problem, root);
  if (root.entries === null) return empty(file, 'it is no object');

  const at = ({ line, column }: JsonValue): Place => ({ file, line, column });
  const extended = entry(root, 'extends');
  const parents = await Promise.all(
    (extended?.items ?? (extended === undefined ? [] : [extended])).map(async (one) => {
      const path = String(one.scalar);
      if (!/^\.{0,2}[\\/]/.test(path)) return null;
      const target = join(dirname(file), extname(path) === '.json' ? path : `${path}.json`);
      const parent = await readTsconfig(target, [...above, real]);
      // A file that cannot be read is told of where it is named.
      return parent.readable
        ? parent
        : { ...parent, problems: parent.problems.map((each) => ({ ...each, ...at(one) })) };
    }),
  );
  const options = entry(root, 'compilerOptions');
  const own = new Map<string, Option>(
    (options?.entries ?? []).map(({ key, value, line, column }) => [
      key.toLowerCase(),
      { file, line, column, value: value.scalar },
    ]),
  );
  const inherited = parents.flatMap((parent) => [...(parent?.effective ?? [])]);
  return {
    file,
    options: options === undefined ? at(root) : at(options),
    effective: new Map([...inherited, ...own]),
    readable: true,
    excluded: (entry(root, 'exclude')?.items ?? []).map((one) => ({ ...at(one), value: one.scalar })),
    problems: parents.flatMap((parent) => parent?.problems ?? []),
  };
}
