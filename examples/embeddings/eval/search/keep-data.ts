import { createHash } from 'node:crypto';
import { existsSync } from 'node:fs';
import { mkdir, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { z } from 'zod';
import { paths } from '../../stack/paths.ts';

const hashesSchema = z.record(z.string(), z.string());

const hashes = async (): Promise<Readonly<Record<string, string>>> => {
  const names = (await readdir(paths.migrations)).filter((name) => name.endsWith('.sql')).toSorted();
  const texts = await Promise.all(names.map((name) => readFile(path.join(paths.migrations, name))));
  return Object.fromEntries(
    names.map((name, index) => [
      name,
      createHash('sha256')
        .update(texts[index] ?? '')
        .digest('hex'),
    ]),
  );
};

/**
 * The folder of what runs before this one left. It is begun anew where a migration that was applied has changed since, as it may
 * while an example is worked on: the database would not be what the migrations say.
 */
export async function keepData(): Promise<string> {
  const folder = path.join(paths.stack, 'eval');
  const file = path.join(folder, 'migrations.json');
  const now = await hashes();
  const before = existsSync(file) ? hashesSchema.parse(JSON.parse(await readFile(file, 'utf8'))) : null;
  const isSame = before !== null && Object.entries(before).every(([name, hash]) => now[name] === hash);
  if (!isSame) await rm(folder, { recursive: true, force: true });
  await mkdir(folder, { recursive: true });
  await writeFile(file, JSON.stringify(now));
  return folder;
}
