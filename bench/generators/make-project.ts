import { mkdir, readdir, symlink } from 'node:fs/promises';
import { join } from 'node:path';
import { createProject } from '../../generators/project/create-project.ts';

/** Links each of the kit's packages, in a folder of the project's own, so that what tools keep there is its own too. */
const linkPackages = async (kit: string, project: string): Promise<void> => {
  const [from, to] = [join(kit, 'node_modules'), join(project, 'node_modules')];
  await mkdir(to);
  const names = (await readdir(from)).filter((name) => name !== '.cache');
  await Promise.all(names.map((name) => symlink(join(from, name), join(to, name))));
};

/** A client project of a kit, with the packages of the kit of today. */
export const makeProject = async (kit: string, packages: string, path: string): Promise<void> => {
  await createProject({
    kitRoot: kit,
    path,
    cwd: kit,
    examples: [],
    install: false,
    showInstall: false,
    onProgress: () => undefined,
    onNote: () => undefined,
    signal: AbortSignal.timeout(60_000),
  });
  await linkPackages(packages, path);
};
