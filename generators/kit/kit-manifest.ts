import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { z } from 'zod';
import { commandFailure } from '../lib/command-error.ts';
import { errorCode, errorText } from '../lib/error-text.ts';

/** `.kit.json`: which kit the project is from. `files` holds the SHA-256 of every file as the kit wrote it. */
const kitManifestSchema = z.strictObject({
  kit: z.strictObject({
    version: z.string().regex(/^\d+\.\d+\.\d+(-[0-9A-Za-z.-]+)?$/, 'must be a version such as 0.2.0'),
    commit: z
      .string()
      .regex(/^[0-9a-f]{40,64}$/, 'must be a full commit id')
      .nullable()
      .default(null),
    /** The URL that the kit's clone was from, where it had one. */
    source: z.string().min(1).nullable().default(null),
  }),
  examples: z.array(z.string().regex(/^[a-z][a-z0-9-]*$/, 'must be the name of an example')),
  files: z.record(z.string(), z.string().regex(/^[0-9a-f]{64}$/, 'must be a SHA-256')),
});

export type KitManifest = z.infer<typeof kitManifestSchema>;

const RESTORE =
  'Take it back from git: `git log -- .kit.json` shows its commits, `git restore --source=<commit> .kit.json` restores it.';

const parseJson = (text: string): unknown => {
  try {
    return JSON.parse(text);
  } catch (error) {
    throw commandFailure(
      `.kit.json is not JSON: ${errorText(error)}. It was edited by hand, or a merge left marks in it.`,
      RESTORE,
    );
  }
};

/**
 * Reads `.kit.json` of the project in `folder`.
 * @throws command failure where there is none, or where it is not as the kit wrote it, naming each fault.
 */
export const readKitManifest = async (folder: string): Promise<KitManifest> => {
  const text = await readFile(join(folder, '.kit.json'), 'utf8').catch((error: unknown) => {
    if (errorCode(error) !== 'ENOENT') throw error;
    throw commandFailure(
      `There is no .kit.json in ${folder}, so it is not known which version of the kit this project is from.`,
      `Run the command in the root of a project that was made with \`npm run new\`. If the file was deleted: ${RESTORE}`,
    );
  });
  const parsed = kitManifestSchema.safeParse(parseJson(text));
  if (parsed.success) return parsed.data;
  const faults = parsed.error.issues
    .slice(0, 5)
    .map(({ path, message }) => `  ${path.join('.') || '(root)'}: ${message}`);
  throw commandFailure(`.kit.json is not as the kit wrote it:\n${faults.join('\n')}`, RESTORE);
};
