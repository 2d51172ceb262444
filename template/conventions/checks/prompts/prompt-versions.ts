import { existsSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { z } from 'zod';
import type { Project } from '../../project.ts';

const versionsSchema = z.record(z.string().regex(/^[a-z][a-z\d-]*@[1-9]\d*$/), z.string().regex(/^[\da-f]{64}$/));

/** `name@version` and the hash of what was said under it. */
export type PromptVersions = z.infer<typeof versionsSchema>;

/** The record of a project's prompts. It is written by `recordPromptVersions` alone. */
export const versionsFile = ({ root }: Project): string => join(root, 'src/prompts/versions.json');

/** Reads the record; empty where there is none yet. A string says why it cannot be read. */
export async function readPromptVersions(project: Project): Promise<PromptVersions | string> {
  const file = versionsFile(project);
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
