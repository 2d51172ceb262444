import { existsSync } from 'node:fs';
import { readFile, readdir } from 'node:fs/promises';
import { usageError } from '../lib/command-error.ts';
import type { PlannedFile } from '../lib/plan.ts';
import { didYouMean } from '../lib/words.ts';

const root = new URL('../', import.meta.url);
const folderOf = (name: string): URL => new URL(`${name}/templates/`, root);

/** The generators that have templates. */
const ejectable = async (): Promise<string[]> =>
  (await readdir(root, { withFileTypes: true }))
    .filter((entry) => entry.isDirectory() && existsSync(folderOf(entry.name)))
    .map(({ name }) => name)
    .sort();

/** Reads the arguments of `generate eject`: one generator. @throws usage error where it has no templates. */
export const templatesOf = async (args: readonly string[]): Promise<{ name: string; files: readonly string[] }> => {
  const names = await ejectable();
  const [name = '', ...rest] = args;
  if (!names.includes(name) || rest.length > 0) {
    const wanted = args.length === 0 ? 'The name of a generator is missing.' : `${JSON.stringify(args.join(' '))} is no generator with templates.`; // prettier-ignore
    throw usageError(`${wanted}${didYouMean(name, names)}`, `Those that have templates: ${names.join(', ')}.`);
  }
  return { name, files: (await readdir(folderOf(name))).filter((file) => file.endsWith('.hbs')).sort() };
};

/** Plans copies of a generator's templates in `templates/<generator>/`, where the renderer looks first. */
export const ejectPlan = (name: string, files: readonly string[]): Promise<readonly PlannedFile[]> =>
  Promise.all(
    files.map(async (file): Promise<PlannedFile> => {
      const content = await readFile(new URL(file, folderOf(name)), 'utf8');
      return { path: `templates/${name}/${file}`, content, kind: 'create' };
    }),
  );
