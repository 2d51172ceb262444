import type { KitFile } from '../kit-files.ts';
import { failure } from '../project-error.ts';
import { entriesBeyond, withEntries } from './database-types.ts';
import { envBlock, envKeys, withEnvBlock } from './env-block.ts';

type Files = Map<string, KitFile>;

const ENV = '.env.example';
const TYPES = 'src/types/database.types.ts';

/** Where a file of an example goes in a project; null where it is merged into one that is there. */
export const overlayPath = (example: string, path: string): string | null => {
  if (path === 'README.md') return `docs/examples/${example}.md`;
  return ['package.json', 'env.example', 'database.types.ts'].includes(path) ? null : path;
};

const textOf = (file: KitFile | undefined): string => Buffer.from(file?.bytes ?? []).toString();
const asFile = (text: string): KitFile => ({ bytes: Buffer.from(text), executable: false });

const layEnv = (laid: Files, example: string, lines: string): void => {
  const before = textOf(laid.get(ENV));
  const twice = envKeys(lines).filter((key) => envKeys(before).includes(key));
  if (twice.length > 0)
    throw failure('example_conflict', `${twice.join(', ')} of the example ${example} is in ${ENV} already.`);
  laid.set(ENV, asFile(withEnvBlock(before, envBlock(example, lines))));
};

const layFile = (laid: Files, example: string, path: string, file: KitFile): void => {
  if (path === 'env.example') return layEnv(laid, example, textOf(file));
  if (path === 'database.types.ts') {
    const before = textOf(laid.get(TYPES));
    laid.set(TYPES, asFile(withEntries(before, entriesBeyond(textOf(file), before))));
  }
  const at = overlayPath(example, path);
  if (at === null) return;
  if (laid.has(at))
    throw failure(
      'example_conflict',
      `examples/${example}/${path} would take the place of another file: ${at}. An example only adds.`,
    );
  laid.set(at, file);
};

/**
 * Lays examples over a project in memory: their files as they are, their lines of the environment as a marked block, and
 * of their types what the project's do not name.
 * @throws `example_conflict` where one would change what is there; `odd_types`.
 */
export const layExamples = (
  project: ReadonlyMap<string, KitFile>,
  examples: readonly string[],
  kit: ReadonlyMap<string, KitFile>,
): Files => {
  const laid = new Map(project);
  for (const example of examples) {
    const prefix = `examples/${example}/`;
    for (const [path, file] of kit) {
      if (path.startsWith(prefix)) layFile(laid, example, path.slice(prefix.length), file);
    }
  }
  return laid;
};
