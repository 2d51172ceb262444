import { createHash } from 'node:crypto';
import { lstat, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { KitFile } from '../kit-files.ts';
import { systemCode } from '../project-error.ts';

/** What stands at a path of the project; `odd` is a folder, a link or a device. */
export type ProjectFile = { kind: 'file'; file: KitFile } | { kind: 'odd' } | { kind: 'none' };

export const hashOf = (bytes: Uint8Array): string => createHash('sha256').update(bytes).digest('hex');

export const isSame = (a: KitFile, b: KitFile): boolean =>
  a.executable === b.executable && Buffer.compare(a.bytes, b.bytes) === 0;

/** As git decides it: a file with a zero byte near its start is no text. */
export const isBinary = ({ bytes }: KitFile): boolean => bytes.subarray(0, 8000).includes(0);

/** Reads a file of the project without following a link. @throws a system error but for a path that is not there. */
export const readProjectFile = async (project: string, path: string): Promise<ProjectFile> => {
  try {
    const stats = await lstat(join(project, path));
    if (!stats.isFile()) return { kind: 'odd' };
    const bytes = await readFile(join(project, path));
    return { kind: 'file', file: { bytes, executable: (stats.mode & 0o100) !== 0 } };
  } catch (error) {
    if (systemCode(error) === 'ENOENT' || systemCode(error) === 'ENOTDIR') return { kind: 'none' };
    throw error;
  }
};
