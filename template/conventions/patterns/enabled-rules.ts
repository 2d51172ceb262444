import { existsSync } from 'node:fs';
import { join } from 'node:path';
import type { Linter } from 'eslint';
import type { Check } from '../check.ts';

/** The names of what holds the conventions of a project. */
export type Rules = {
  readonly on: ReadonlySet<string>;
  readonly off: ReadonlySet<string>;
  /** What could not be loaded, so that nothing is known of its rules. */
  readonly broken: readonly { readonly file: string; readonly reason: string }[];
};

/** What is no rule of ESLint, and which PATTERNS.md may name all the same. */
export const tools: readonly string[] = ['prettier', 'commitlint'];

const isOff = (entry: unknown): boolean => {
  const level: unknown = Array.isArray(entry) ? entry[0] : entry;
  return level === 'off' || level === 0;
};

type Loaded = { readonly values: Readonly<Record<string, unknown>>; readonly broken: Rules['broken'] };

/** What a module of the project's conventions exports: nothing, where the project has none. */
async function load(root: string, name: string): Promise<Loaded> {
  const file = join(root, 'conventions', name);
  if (!existsSync(file)) return { values: {}, broken: [] };
  try {
    return { values: (await import(file)) as Record<string, unknown>, broken: [] };
  } catch (error) {
    return { values: {}, broken: [{ file, reason: error instanceof Error ? error.message : String(error) }] };
  }
}

/**
 * The rules and checks of a project, as its `conventions/eslint-config.ts` and `conventions/checks.ts` have them. They are
 * loaded by their paths: `checks.ts` imports this check, and a project is judged by what is on in it.
 * Tools that hold something by themselves are on where their configuration is there.
 */
export async function enabledRules(root: string): Promise<Rules> {
  const [config, listed] = await Promise.all([load(root, 'eslint-config.ts'), load(root, 'checks.ts')]);
  const parts = (config.values['eslintConfig'] ?? []) as readonly Linter.Config[];
  const checks = (listed.values['checks'] ?? []) as readonly Check[];
  const entries = parts.flatMap(({ rules = {} }) => Object.entries(rules));
  const on = entries.filter(([, entry]) => !isOff(entry)).map(([name]) => name);
  const off = entries.map(([name]) => name).filter((name) => !on.includes(name));
  return {
    on: new Set([
      ...on,
      ...checks.map(({ name }) => `conventions/${name}`),
      ...tools.filter((name) => existsSync(join(root, `${name}.config.js`))),
    ]),
    off: new Set(off),
    broken: [...config.broken, ...listed.broken],
  };
}
