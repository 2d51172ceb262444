import { existsSync } from 'node:fs';
import { readdir, readFile } from 'node:fs/promises';
import { basename, join } from 'node:path';
import type { Program } from 'estree';
import { parseSource, type SyntaxProblem } from '../../ast/parse-source.ts';
import type { Project } from '../../project.ts';
import { type Loaded, loadPrompts } from './load-prompts.ts';
import { isVersionsFile } from './prompt-versions.ts';

const PROMPT = /^[a-z][a-z\d]*(?:-[a-z\d]+)*\.prompt\.ts$/;

/** A file of `src/prompts/`, with what it is. */
export type PromptFile = { readonly file: string } & (
  | { readonly kind: 'stranger' }
  | { readonly kind: 'syntax'; readonly problem: SyntaxProblem }
  | { readonly kind: 'loaded'; readonly program: Program; readonly loaded: Loaded }
);

/** Everything in `src/prompts/` but the records of versions, by name. */
export async function readPrompts({ root }: Project): Promise<PromptFile[]> {
  const folder = join(root, 'src/prompts');
  if (!existsSync(folder)) return [];
  const entries = await readdir(folder, { recursive: true, withFileTypes: true });
  const files = entries
    .filter((entry) => !entry.isDirectory() && !entry.name.startsWith('.'))
    .map((entry) => join(entry.parentPath, entry.name))
    .filter((file) => join(folder, basename(file)) !== file || !isVersionsFile(basename(file)))
    .sort();
  const read = await Promise.all(
    files.map(async (file) => {
      const isPrompt = join(folder, basename(file)) === file && PROMPT.test(basename(file));
      return { file, program: isPrompt ? parseSource(await readFile(file, 'utf8')) : null };
    }),
  );
  const parsed = read.flatMap(({ file, program }) =>
    program === null || 'problem' in program ? [] : [{ file, program }],
  );
  const results = await loadPrompts(parsed.map(({ file }) => file));
  const loadedOf = new Map(parsed.map(({ file }, index) => [file, results[index]]));
  return read.map(({ file, program }): PromptFile => {
    const loaded = loadedOf.get(file);
    if (program === null) return { file, kind: 'stranger' };
    if ('problem' in program) return { file, kind: 'syntax', problem: program };
    return { file, kind: 'loaded', program, loaded: loaded ?? { crash: { line: 1, reason: 'it was not loaded' } } };
  });
}
