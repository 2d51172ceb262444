import { execFile } from 'node:child_process';
import { hash } from 'node:crypto';
import { mkdir, readFile, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { promisify } from 'node:util';

const MAX_BYTES = 2 ** 26;

// What git tracks or would track. Outside of a repository, or without git, nothing is known of any file.
async function files(cwd: string): Promise<string[]> {
  const args = ['ls-files', '-z', '--cached', '--others', '--exclude-standard', '--deduplicate'];
  const listed = await promisify(execFile)('git', args, { cwd, maxBuffer: MAX_BYTES, timeout: 30_000 }).catch(
    () => null,
  );
  return listed === null ? [] : listed.stdout.split('\0').filter((name) => name !== '');
}

// A link to a folder, or a file that is gone, has no content.
const contentOf = (path: string): Promise<Buffer | null> => readFile(path).catch(() => null);

/**
 * Remembers, by content, the files of a repository that were found good.
 * @param name of the file in `node_modules/.cache`
 * @param salt what else the result depends on: versions, configuration
 * @returns the files that are not known to be good (relative to `cwd`), or null where git cannot list them; and how to
 *   remember those of them that were found good
 */
export async function knownFiles(cwd: string, name: string, salt: string) {
  const path = join(cwd, 'node_modules/.cache', name);
  const known = new Set((await readFile(path, 'utf8').catch(() => '')).split('\n'));
  const listed = await files(cwd);
  const hashes = new Map<string, string>();
  for (const file of listed) {
    const content = await contentOf(join(cwd, file));
    if (content !== null) hashes.set(file, hash('sha1', `${salt}\0${file}\0${content.toString('latin1')}`));
  }
  const unknown = [...hashes.keys()].filter((file) => !known.has(hashes.get(file) ?? ''));
  return {
    unknown: listed.length === 0 ? null : unknown,
    async remember(bad: ReadonlySet<string>): Promise<void> {
      const good = [...hashes].filter(([file]) => !bad.has(file)).map(([, of]) => of);
      await mkdir(dirname(path), { recursive: true });
      await writeFile(path, good.join('\n'));
    },
  };
}
