import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { makeProject } from './make-project.ts';
import { run } from './run.ts';

const FILES = 200;
const EDITED = 100;

const text = (line: number, what: string): string =>
  Array.from({ length: 60 }, (_, index) => (index === line ? what : `line ${index}`)).join('\n');

const write = async (folder: string, count: number, content: string): Promise<void> => {
  await mkdir(folder, { recursive: true });
  for (let index = 0; index < count; index += 1) await writeFile(join(folder, `${index}.txt`), content);
};

const commit = async (cwd: string): Promise<void> => {
  const who = ['-c', 'user.name=Bench', '-c', 'user.email=bench@localhost', '-c', 'commit.gpgsign=false'];
  await run(cwd, 'git', 'add', '--all');
  await run(cwd, 'git', ...who, 'commit', '--quiet', '--no-verify', '-m', 'chore: change');
};

/** A kit that changed 200 files, and a project from before that, which has edited 100 of them in other lines. */
export const makeUpdate = async (kit: string, folder: string) => {
  const [newer, project] = [join(folder, 'kit'), join(folder, 'updated-api')];
  await run(kit, 'git', 'clone', '--quiet', '--no-local', kit, newer);
  await write(join(newer, 'template/many'), FILES, text(-1, ''));
  await commit(newer);
  await makeProject(newer, kit, project);
  await write(join(project, 'many'), EDITED, text(50, 'of the project'));
  await commit(project);
  await write(join(newer, 'template/many'), FILES, text(2, 'of the kit'));
  await commit(newer);
  return async () => {
    await run(project, 'git', 'reset', '--quiet', '--hard');
    await run(project, 'git', 'clean', '-fdq');
    return run(project, 'npm', 'run', '--silent', 'kit:update', '--', newer, '--to', 'HEAD');
  };
};
