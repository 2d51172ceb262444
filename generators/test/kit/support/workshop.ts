import { cp, lstat, readFile, symlink } from 'node:fs/promises';
import { join } from 'node:path';
import { realKit } from '../../project/support/copy-kit.ts';
import { fakeProgram } from '../../project/support/fake-program.ts';
import { runProgram, startProgram } from '../../project/support/run-program.ts';
import { makeTempFolder } from '../../project/support/temp-folder.ts';
import { commitAll, gitIn, makeKit, writeFiles } from './kit-history.ts';

export const read = (project: string, path: string) => readFile(join(project, path), 'utf8');
export const statusOf = (project: string) => gitIn(project, 'status', '--porcelain');
export const exists = (path: string) => lstat(path).then(() => true, () => false); // prettier-ignore

/** The id of the tree that a commit of everything would have. */
export const treeOf = async (project: string): Promise<string> => {
  await gitIn(project, 'add', '--all');
  return gitIn(project, 'write-tree');
};

/** Makes a project by the `new` of a kit. */
export const newProject = async (kit: string, project: string): Promise<void> => {
  const args = [join(kit, 'generators/project/new.ts'), project, '--no-install'];
  const made = await runProgram(process.execPath, args, { cwd: kit });
  if (made.exitCode !== 0) throw new Error(made.stderr);
};

/** A folder with a kit of three releases and a project of the first; npm is a stand-in that tells what it was asked for. */
export const makeWorkshop = async () => {
  const temp = await makeTempFolder();
  const [kit, pristine] = [join(temp.path, 'kit'), join(temp.path, 'acme-api')];
  const counter = { value: 0 };
  await makeKit(kit);
  await symlink(join(realKit, 'node_modules'), join(temp.path, 'node_modules'));
  const PATH = await fakeProgram(temp.path, 'npm', 'echo "$@" >> package-lock.json');
  await gitIn(kit, 'checkout', '--quiet', 'v0.1.0');
  await newProject(kit, pristine);
  await gitIn(pristine, 'gc', '--quiet');
  await gitIn(kit, 'checkout', '--quiet', 'v0.3.0');

  /** Runs the project's own command; `ended` says how it went. */
  const command = (verb: 'update' | 'check', project: string, args: string[]) => {
    const line = [join(project, 'generators/kit/kit.ts'), verb, ...args];
    return startProgram(process.execPath, line, { cwd: project, env: { INIT_CWD: project, PATH } });
  };
  return {
    ...temp,
    kit,
    pristine,
    command,
    /** A project of the first release with these changes committed. */
    makeProject: async (changes: Parameters<typeof writeFiles>[1] = {}): Promise<string> => {
      counter.value += 1;
      const project = join(temp.path, `project-${counter.value}`, 'acme-api');
      await cp(pristine, project, { recursive: true });
      await writeFiles(project, changes);
      if (Object.keys(changes).length > 0) await commitAll(project, 'feat: our own work');
      return project;
    },
    update: (project: string, ...args: string[]) => command('update', project, [kit, ...args]).ended,
    check: (project: string, ...args: string[]) => command('check', project, [kit, ...args]).ended,
    updateJson: async (project: string, ...args: string[]) => {
      const { exitCode, stdout, stderr } = await command('update', project, [kit, '--json', ...args]).ended;
      if (stderr !== '') throw new Error(stderr);
      const { files, ...rest } = JSON.parse(stdout);
      const kinds: Record<string, string> = Object.fromEntries(
        files.map(({ path, kind }: { path: string; kind: string }) => [path, kind]),
      );
      return { exitCode, kinds, ...rest };
    },
  };
};
