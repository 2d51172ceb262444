import { constants } from 'node:fs';
import { access } from 'node:fs/promises';
import path from 'node:path';

/** The first of the programs that is on PATH, as an absolute path, or null. */
export async function onPath(names: readonly string[], searched = process.env['PATH'] ?? ''): Promise<string | null> {
  for (const name of names) {
    for (const folder of searched.split(path.delimiter).filter((entry) => entry !== '')) {
      const file = path.join(folder, name);
      const found = await access(file, constants.X_OK).then(
        () => true,
        () => false,
      );
      if (found) return file;
    }
  }
  return null;
}
