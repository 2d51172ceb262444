import { existsSync } from 'node:fs';
import { readdir, readFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { z } from 'zod';
import type { Project } from '../../project.ts';

const versionsSchema = z.record(z.string().regex(/^[a-z][a-z\d-]*@[1-9]\d*$/), z.string().regex(/^[\da-f]{64}$/));

/** `name@version` and the hash of what was said under it. */
export type PromptVersions = z.infer<typeof versionsSchema>;

/** The record of a project's own prompts. It is written by `recordPromptVersions` alone. */
export const versionsFile = ({ root }: Project): string => join(root, 'src/prompts/versions.json');

/** Whether a file of `src/prompts/` is a record: the project's own, or one that an example brought along (`ai.versions.json`). */
export const isVersionsFile = (name: string): boolean => /^(?:[a-z][a-z\d-]*\.)?versions\.json$/.test(name);

async function readRecord(file: string): Promise<PromptVersions | string> {
  if (!existsSync(file)) return {};
  try {
    const parsed = versionsSchema.safeParse(JSON.parse(await readFile(file, 'utf8')));
    if (parsed.success) return parsed.data;
    const [issue] = parsed.error.issues;
    return `${issue?.path.join('.') || 'it'}: ${issue?.message}`;
  } catch (error) {
    return error instanceof Error ? error.message : String(error);
  }
}

/** Reads the project's own record, and what all records say together. A string says why one cannot be read. */
export async function readPromptVersions(
  project: Project,
): Promise<{ readonly own: PromptVersions; readonly all: PromptVersions } | string> {
  const folder = dirname(versionsFile(project));
  const names = existsSync(folder) ? (await readdir(folder)).filter(isVersionsFile) : [];
  const own = await readRecord(versionsFile(project));
  const records = await Promise.all(names.map((name) => readRecord(join(folder, name))));
  const problem = [own, ...records].find((one) => typeof one === 'string');
  if (typeof own === 'string' || problem !== undefined) return problem ?? String(own);
  return { own, all: Object.assign({}, ...records) };
}
