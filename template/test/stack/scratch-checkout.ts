import { copyFile, cp, mkdir, symlink, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { baseData } from '../../stack/base-data.ts';
import { paths } from '../../stack/paths.ts';
import { scratchProject } from './scratch-project.ts';

/**
 * A project of its own around a copy of stack/, with fixtures/server.ts as its API and fixtures/worker.ts as its worker: its scripts then have their own data.
 * It lies below this project, so that the dependencies are found.
 */
export async function scratchCheckout(migrations: Readonly<Record<string, string>>) {
  const project = await scratchProject(migrations);
  const { dir } = project;
  const server = path.join(dir, 'src', 'server.ts');
  const base = path.dirname(await baseData());
  await cp(path.join(paths.root, 'stack'), path.join(dir, 'stack'), { recursive: true });
  await mkdir(path.dirname(server));
  for (const name of ['server.ts', 'worker.ts'])
    await copyFile(path.join(import.meta.dirname, 'fixtures', name), path.join(dir, 'src', name));
  await mkdir(path.join(dir, '.stack'));
  await symlink(base, path.join(dir, '.stack', path.basename(base)));
  await writeFile(path.join(dir, 'package.json'), '{ "type": "module" }');
  return { ...project, server, script: (name: string) => path.join(dir, 'stack', name) };
}
