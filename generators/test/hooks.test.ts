// The kit's own hooks are those of its template; what they do is tested there. Here: that they work from the kit's root.
import { cp, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, it } from '@jest/globals';
import { copyKit, realKit } from './project/support/copy-kit.ts';
import { runProgram } from './project/support/run-program.ts';
import { makeTempFolder } from './project/support/temp-folder.ts';

const temp = await makeTempFolder();
const kit = join(temp.path, 'kit');
const file = join(kit, 'template/src/services/invoice.service.ts');
const configs = ['commitlint.config.js', 'eslint.config.js', 'prettier.config.js', '.prettierignore'];

const withoutGit = Object.fromEntries(Object.keys(process.env).flatMap((name) => (name.startsWith('GIT_') ? [[name, undefined]] : []))); // prettier-ignore
const env = { ...withoutGit, GIT_CONFIG_GLOBAL: '/dev/null', EMAIL: 'ada@example.com', GIT_AUTHOR_NAME: 'Ada', GIT_COMMITTER_NAME: 'Ada' }; // prettier-ignore
const run = (command: string, ...args: readonly string[]) => runProgram(command, args, { cwd: kit, env });
const commit = async (message: string) => {
  await run('git', 'add', 'template');
  const { exitCode, stdout, stderr } = await run('git', 'commit', '--quiet', '-m', message);
  return { exitCode, said: stdout + stderr };
};

beforeAll(async () => {
  await copyKit(kit);
  for (const name of [...configs, '.husky']) {
    await cp(join(realKit, name), join(kit, name), { recursive: true, filter: (source) => !source.endsWith('/_') });
  }
  // Of the types, those of the services are enough.
  const tsconfig = JSON.parse(await readFile(join(kit, 'tsconfig.json'), 'utf8'));
  await writeFile(join(kit, 'tsconfig.json'), JSON.stringify({ ...tsconfig, include: ['template/src/services'] }));
  await run('git', 'add', '--all');
  await run('git', 'commit', '--quiet', '-m', 'chore: start');
  const { exitCode, stderr } = await run('npm', 'run', 'prepare');
  if (exitCode !== 0) throw new Error(stderr);
}, 60_000);
afterAll(temp.remove);

it('refuse a staged file of the template that breaks a convention or a type', async () => {
  await writeFile(file, 'export class Invoice {}\n\nexport const total: string = 1;\n');
  const { exitCode, said } = await commit('feat: invoices');
  expect(exitCode).not.toBe(0);
  expect(said).toContain('template/src/services/invoice.service.ts\n  1:8');
  expect(said).toContain('template/src/services/invoice.service.ts(3,14): error TS2322');
}, 30_000);

it('refuse a message in another form, and take a commit that is right', async () => {
  await writeFile(file, 'export const total = 1;\n');
  expect((await commit('invoices')).said).toContain('the message is not in the form');
  expect(await commit('feat: invoices')).toEqual({ exitCode: 0, said: '' });
}, 30_000);
