import { posix } from 'node:path';
import { git } from '../git.ts';
import { readProjectFile } from '../update/project-file.ts';

type Import = { file: string; specifier: string };

const IMPORT = /(?:\bfrom\s*|\bimport\s*\(?\s*)(['"])([^'"\n]+)\1/g;

/** What the project's own JavaScript and TypeScript import, file by file; of files that git tracks. */
export const projectImports = async (project: string, signal: AbortSignal): Promise<Import[]> => {
  const listed = await git(['ls-files', '-z'], { cwd: project, signal });
  const files = listed.split('\0').filter((path) => /\.[cm]?[jt]sx?$/.test(path));
  const read = files.map(async (file) => {
    const found = await readProjectFile(project, file);
    const text = found.kind === 'file' ? Buffer.from(found.file.bytes).toString() : '';
    return [...text.matchAll(IMPORT)].map(([, , specifier = '']) => ({ file, specifier }));
  });
  return (await Promise.all(read)).flat();
};

/** The file of the project that an import means, or null for a package. */
export const importedFile = ({ file, specifier }: Import): string | null =>
  specifier.startsWith('.') ? posix.join(posix.dirname(file), specifier) : null;

/** Whether an import is of a package, or of a part of it. */
export const isOfPackage = ({ specifier }: Import, name: string): boolean =>
  specifier === name || specifier.startsWith(`${name}/`);
