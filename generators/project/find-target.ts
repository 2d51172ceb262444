import { lstat, readdir, realpath, stat } from 'node:fs/promises';
import { basename, dirname, join, resolve, sep } from 'node:path';
import { refusal, systemCode } from './project-error.ts';
import { checkProjectName } from './project-name.ts';

type FindTargetOptions = { path: string; cwd: string; kitRoot: string };

const orNull = async <T>(work: Promise<T>): Promise<T | null> =>
  work.catch((error: unknown) => {
    if (systemCode(error) === 'ENOENT') return null;
    throw error;
  });

const realParent = async (folder: string): Promise<string> => {
  const stats = await orNull(stat(folder)).catch((error: unknown) => {
    if (systemCode(error) === 'ENOTDIR') return 'not a folder' as const;
    throw error;
  });
  if (stats === null)
    // Not made for the caller: a missing parent is a typing error more often than a wish.
    throw refusal('no_parent', `The folder ${folder} does not exist. Make it first, or check the path.`, [
      `mkdir -p ${folder}`,
    ]);
  if (stats === 'not a folder' || !stats.isDirectory())
    throw refusal('no_parent', `${folder} is not a folder, so no project fits in it. Choose another path.`);
  return realpath(folder);
};

const refuseUnlessEmpty = async (target: string): Promise<void> => {
  const stats = await stat(target);
  if (!stats.isDirectory()) throw refusal('is_a_file', `${target} is a file. Choose another path, or remove it.`);
  if ((await readdir(target)).length > 0)
    throw refusal('not_empty', `The folder ${target} is not empty, and nothing in it is touched. Choose another path.`);
};

/**
 * Finds where a project goes: an absolute path, links resolved, that is free or an empty folder, outside the kit.
 * @returns the path, and the project's name: the last part of what was asked.
 * @throws `bad_name`, `no_parent`, `inside_kit`, `is_a_file`, `not_empty`, each with exit code 2.
 */
export const findTarget = async ({
  path,
  cwd,
  kitRoot,
}: FindTargetOptions): Promise<{ path: string; name: string }> => {
  const asked = resolve(cwd, path);
  const name = checkProjectName(basename(asked));
  const wanted = join(await realParent(dirname(asked)), name);
  const exists = (await orNull(lstat(wanted))) !== null;
  const target = exists ? await orNull(realpath(wanted)) : wanted;
  if (target === null)
    throw refusal('is_a_file', `${wanted} is a link to nothing. Choose another path, or remove the link.`);

  const kit = await realpath(kitRoot);
  if (target === kit || target.startsWith(`${kit}${sep}`))
    throw refusal('inside_kit', `${target} is inside the kit. A project has a folder of its own: try ../${name}.`);
  if (exists) await refuseUnlessEmpty(target);
  return { path: target, name };
};
