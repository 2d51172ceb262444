import type { KitFile } from '../kit-files.ts';
import { failure, messageOf, refusal } from '../project-error.ts';

type Dependencies = Readonly<Record<string, string>>;
type PackageJson = { dependencies?: Dependencies; devDependencies?: Dependencies };

/** The package.json of an example: what it adds to the project's, and which examples it needs. */
export type ExamplePackage = PackageJson & { plinth?: { requires?: readonly string[] } };

const groups = ['dependencies', 'devDependencies'] as const;

/** The names of the kit's examples, sorted: each is a folder that holds something. */
export const exampleNames = (kitPaths: readonly string[]): string[] => {
  const inFolder = kitPaths.filter((path) => /^examples\/[^/]+\/./.test(path));
  return [...new Set(inFolder.map((path) => path.split('/')[1] ?? ''))].sort();
};

/** Reads an example's package.json. @throws `broken_kit` where it is missing or no JSON. */
export const readExamplePackage = (example: string, file: KitFile | null): ExamplePackage => {
  const path = `examples/${example}/package.json`;
  if (file === null) throw failure('broken_kit', `The kit has no ${path}: each example says there what it adds.`);
  try {
    return JSON.parse(Buffer.from(file.bytes).toString());
  } catch (error) {
    throw failure('broken_kit', `${path} of the kit is not JSON: ${messageOf(error)}`);
  }
};

const unknown = (names: readonly string[], known: readonly string[]): Error => {
  const exist = known.length === 0 ? 'this kit has no examples yet' : `there are: ${known.join(', ')}`;
  return refusal('unknown_example', `No example is called ${names.map((it) => `"${it}"`).join(' or ')}; ${exist}.`);
};

/**
 * The wanted examples and all that they require, sorted.
 * @throws `unknown_example` with those that there are.
 */
export const withRequired = (
  wanted: readonly string[],
  known: readonly string[],
  packageOf: (example: string) => ExamplePackage,
): string[] => {
  const missing = wanted.filter((example) => !known.includes(example));
  if (missing.length > 0) throw unknown(missing, known);
  const required = wanted.flatMap((example) => packageOf(example).plinth?.requires ?? []);
  const all = [...new Set([...wanted, ...required])].sort();
  return all.length === new Set(wanted).size ? all : withRequired(all, known, packageOf);
};

/**
 * A package.json with the dependencies of examples, sorted as npm does.
 * @throws `example_conflict` where one wants another version than what is there.
 */
export const withDependencies = <T extends PackageJson>(
  packageJson: T,
  examples: readonly (readonly [string, ExamplePackage])[],
): T =>
  examples.reduce((merged, [example, added]) => {
    const present: Dependencies = { ...merged.dependencies, ...merged.devDependencies };
    for (const [name, version] of groups.flatMap((group) => Object.entries(added[group] ?? {}))) {
      if (present[name] === undefined || present[name] === version) continue;
      throw failure(
        'example_conflict',
        `The example ${example} wants ${name} ${version}, but the project has ${present[name]}. Give both the same version in the kit.`,
      );
    }
    const changed = groups.flatMap((group) => {
      const fresh = Object.entries(added[group] ?? {}).filter(([name]) => present[name] === undefined);
      const all = [...Object.entries(merged[group] ?? {}), ...fresh].sort(([a], [b]) => (a < b ? -1 : 1));
      return fresh.length === 0 ? [] : [[group, Object.fromEntries(all)] as const];
    });
    return { ...merged, ...Object.fromEntries(changed) };
  }, packageJson);
