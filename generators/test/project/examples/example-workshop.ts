import { cp, mkdir, rm, symlink } from 'node:fs/promises';
import { join } from 'node:path';
import { commitAll, gitIn, writeFiles } from '../../kit/support/kit-history.ts';
import { treeOf } from '../../kit/support/workshop.ts';
import { copyKit, realKit } from '../support/copy-kit.ts';
import { fakeProgram } from '../support/fake-program.ts';
import { runProgram, startProgram } from '../support/run-program.ts';
import { makeTempFolder } from '../support/temp-folder.ts';

type Verb = 'add' | 'remove';

/** A kit with the stand-in examples, and projects made from it; npm is a stand-in that tells what it was asked for. */
export const makeExampleWorkshop = async () => {
  const temp = await makeTempFolder();
  const kit = join(temp.path, 'kit');
  const counter = { value: 0 };
  await copyKit(kit);
  // What no example concerns, and takes most of the time to copy.
  for (const path of ['template/test', 'template/conventions', 'generators/test'])
    await rm(join(kit, path), { recursive: true });
  // A sample of what lint refuses names a package that only an example brings.
  await writeFiles(kit, { 'template/test/conventions/canaries/bad.ts': "import odd from 'is-odd';\n" });
  await commitAll(kit, 'feat: the kit');
  await gitIn(kit, 'tag', 'v0.1.0');
  const PATH = await fakeProgram(temp.path, 'npm', 'echo "$@" >> package-lock.json');

  await symlink(join(realKit, 'node_modules'), join(temp.path, 'node_modules'));

  const startNode = (args: readonly string[], project: string) =>
    startProgram(process.execPath, args, { cwd: project, env: { INIT_CWD: project, PATH } });
  const start = (verb: Verb, project: string, args: readonly string[]) => {
    const script = verb === 'add' ? ['generators/generate.ts', 'example'] : ['generators/kit/remove-example.ts'];
    return startNode([...script, ...args], project);
  };
  const run = (verb: Verb, project: string, example: string, ...args: string[]) =>
    start(verb, project, [example, '--from', kit, ...args]).ended;

  return {
    ...temp,
    kit,
    start,
    startNode,
    run,
    runJson: async (verb: Verb, project: string, example: string, ...args: string[]) => {
      const { exitCode, stdout, stderr } = await run(verb, project, example, '--json', ...args);
      if (stderr !== '') throw new Error(stderr);
      return { exitCode, ...JSON.parse(stdout) };
    },
    /** A project with examples, made by the kit's `new`, with these changes committed. */
    makeProject: async (examples: readonly string[], changes: Parameters<typeof writeFiles>[1] = {}) => {
      counter.value += 1;
      const project = join(temp.path, `project-${counter.value}`, 'acme-api');
      await writeFiles(temp.path, { [`project-${counter.value}/.keep`]: '' });
      const laid = examples.length === 0 ? [] : ['--with', examples.join(',')];
      const line = [join(kit, 'generators/project/new.ts'), project, '--no-install', ...laid];
      const made = await runProgram(process.execPath, line, { cwd: kit });
      if (made.exitCode !== 0) throw new Error(made.stderr);
      await writeFiles(project, changes);
      if (Object.keys(changes).length > 0) await commitAll(project, 'feat: our own work');
      await mkdir(join(project, 'node_modules'));
      await symlink(join(realKit, 'node_modules/libpg-query'), join(project, 'node_modules/libpg-query'));
      return { project, tree: await treeOf(project) };
    },
    copyOf: async (project: string) => {
      counter.value += 1;
      const copy = join(temp.path, `project-${counter.value}`, 'acme-api');
      await cp(project, copy, { recursive: true, verbatimSymlinks: true });
      return copy;
    },
  };
};
