import { symlink, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from '@jest/globals';
import { runProgram } from '../project/support/run-program.ts';
import { commitAll } from './support/kit-history.ts';
import { exists, makeWorkshop, read, statusOf } from './support/workshop.ts';

const { kit, pristine, command, makeProject, update, path: folder, remove } = await makeWorkshop();
afterAll(remove);

describe('kit:update refuses, and leaves the tree as it was', () => {
  const refused = async (project: string, ...args: string[]) => {
    const before = await statusOf(project);
    const said = await update(project, ...args);
    const json = await update(project, '--json', ...args);
    expect(await statusOf(project)).toBe(before);
    expect(JSON.parse(json.stdout).ok).toBe(false);
    expect([json.exitCode, json.stderr, said.stdout]).toEqual([said.exitCode, '', '']);
    return said;
  };

  it('changes that are not committed, and names them', async () => {
    const project = await makeProject();
    await writeFile(join(project, 'mine.txt'), '');
    expect(await refused(project)).toMatchObject({
      exitCode: 1,
      stderr: expect.stringMatching(/not committed:\n {2}mine\.txt/),
    });
  }, 30_000);

  it('a disk that takes no more', async () => {
    const project = await makeProject();
    const before = await statusOf(project);
    // No file may grow beyond 64 KiB, and the kit's lockfile is larger.
    const line = [process.execPath, join(project, 'generators/kit/kit.ts'), 'update', kit];
    const script = `trap '' XFSZ; ulimit -f 64; exec "$0" "$@"`;
    const { exitCode, stderr } = await runProgram('bash', ['-c', script, ...line], { cwd: project, env: { INIT_CWD: project } }); // prettier-ignore
    expect({ exitCode, stderr }).toEqual({
      exitCode: 1,
      stderr: expect.stringMatching(/could not be cloned[^]*(?:disk is full|too large|No space)/),
    });
    expect(await statusOf(project)).toBe(before);
  }, 60_000);

  it('a file of the kit where git ignores one of the project', async () => {
    const project = await makeProject({ '.gitignore': 'guide/latest.txt\n' });
    await writeFile(join(project, 'guide/latest.txt'), 'a secret');
    expect(await refused(project)).toMatchObject({ exitCode: 1, stderr: expect.stringContaining('in the way') });
    expect(await read(project, 'guide/latest.txt')).toBe('a secret');
  }, 30_000);

  it('a link that leads out of the project', async () => {
    const project = await makeProject();
    await symlink(folder, join(project, 'guide/new'));
    await commitAll(project, 'feat: ours');
    expect(await refused(project)).toMatchObject({
      exitCode: 1,
      stderr: expect.stringMatching(/in the way[^]*guide\/new/),
    });
    expect(await exists(join(folder, 'added.txt'))).toBe(false);
  }, 30_000);

  it.each([
    ['no JSON', () => '{ "kit": '],
    ['a version that is none', (text: string) => text.replace('"0.1.0"', '"newest"')],
    ['a commit that is an option', (text: string) => text.replace(/"commit": "[^"]*"/, '"commit": "--all"')],
    ['an unknown key', (text: string) => text.replace('"examples"', '"extra": 1, "examples"')],
    ['an example that leads elsewhere', (text: string) => text.replace('"examples": []', '"examples": ["../x"]')],
  ])('a .kit.json with %s', async (_what, edit) => {
    const project = await makeProject();
    await writeFile(join(project, '.kit.json'), edit(await read(project, '.kit.json')));
    await commitAll(project, 'feat: ours');
    expect(await refused(project)).toMatchObject({ exitCode: 1, stderr: expect.stringContaining('.kit.json is not') });
  });

  it('a .kit.json that is missing', async () => {
    const project = await makeProject({ '.kit.json': null });
    expect(await refused(project)).toMatchObject({
      exitCode: 1,
      stderr: expect.stringContaining('There is no .kit.json'),
    });
  });

  it('a kit whose commit of old is gone', async () => {
    const project = await makeProject();
    const text = await read(project, '.kit.json');
    await writeFile(join(project, '.kit.json'), text.replace(/"commit": "[^"]*"/, `"commit": "${'0'.repeat(40)}"`));
    await commitAll(project, 'feat: ours');
    expect(await refused(project)).toMatchObject({ exitCode: 1, stderr: expect.stringContaining('does not hold') });
  }, 30_000);

  it('a version that does not exist, an older one, and a kit that is none', async () => {
    const project = await makeProject();
    expect(await refused(project, '--to', 'v9.9.9')).toMatchObject({
      exitCode: 1,
      stderr: expect.stringContaining('newest release is v0.3.0'),
    });
    const none = await command('update', project, [project]).ended;
    expect(none).toMatchObject({ exitCode: 1, stderr: expect.stringContaining('it is no kit') });
    const missing = await command('update', project, ['../nothing']).ended;
    expect(missing).toMatchObject({ exitCode: 1, stderr: expect.stringContaining('could not be cloned') });
    await update(project, '--to', 'v0.2.0');
    await commitAll(project, 'chore: update');
    expect(await refused(project, '--to', 'v0.1.0')).toMatchObject({
      exitCode: 2,
      stderr: expect.stringContaining('is older'),
    });
  }, 60_000);

  it.each([[[]], [['a', 'b']], [['a', '--force']], [['a', '--to', '-x']], [['a', '--to']]])(
    '%j with exit code 2',
    async (args) => {
      const project = pristine;
      expect(await command('update', project, args).ended).toMatchObject({
        exitCode: 2,
        stdout: '',
        stderr: expect.stringContaining('Usage:'),
      });
    },
  );
});
