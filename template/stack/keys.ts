import { randomBytes } from 'node:crypto';
import { readFile, rename, writeFile } from 'node:fs/promises';
import { generateApiKey } from '@supabase/lite';
import { z } from 'zod';

const keysSchema = z.strictObject({ publishable: z.string(), secret: z.string(), jwtSecret: z.string() });

export type Keys = z.infer<typeof keysSchema>;

/**
 * The keys of one instance, made once and kept beside its data, so that a token outlives a restart.
 * @throws when the file is there but is not what this function wrote.
 */
export async function readOrMakeKeys(file: string): Promise<Keys> {
  const text = await readFile(file, 'utf8').catch(() => null);
  if (text !== null) {
    try {
      return keysSchema.parse(JSON.parse(text));
    } catch {
      throw new Error(`${file} is damaged. Delete it and start again: new keys are made, and old tokens end.`);
    }
  }
  const [publishable, secret] = await Promise.all([generateApiKey('publishable'), generateApiKey('secret')]);
  const keys = { publishable: publishable.key, secret: secret.key, jwtSecret: randomBytes(32).toString('base64url') };
  await writeFile(`${file}.tmp`, JSON.stringify(keys), { mode: 0o600 });
  await rename(`${file}.tmp`, file);
  return keys;
}
