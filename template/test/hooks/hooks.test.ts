import { readFile } from 'node:fs/promises';
import path from 'node:path';
import { afterAll, afterEach, beforeAll, describe, expect, it, jest } from '@jest/globals';
import { scratchRepository } from './scratch-repository.ts';

// A hook takes two or three seconds, and many times that beside other tests on a busy machine.
jest.setTimeout(60_000);

const made: { repository: Awaited<ReturnType<typeof scratchRepository>> | null } = { repository: null };
const repository = () => {
  if (made.repository === null) throw new Error('The repository is there from beforeAll on.');
  return made.repository;
};
const git = (...args: readonly string[]) => repository().run('git', args);
const commit = (message: string, ...files: readonly string[]) =>
  git('commit', '--quiet', '-m', message, '--', ...files);
const lastMessage = async () => (await git('log', '-1', '--format=%s')).stdout.trim();

const good = 'export const half = (n: number): number => n / 2;\n';
const withClass = 'export class Invoice {}\n';

beforeAll(async () => {
  made.repository = await scratchRepository();
  const { code, said } = await repository().run('npm', ['run', 'prepare']);
  if (code !== 0) throw new Error(said);
});
afterEach(async () => {
  await git('reset', '--hard', '--quiet');
  await git('clean', '-dfq');
});
afterAll(() => made.repository?.remove());

describe('a commit', () => {
  it('is made when the staged files and the message are right', async () => {
    await repository().write('src/utils/half.ts', good);
    await git('add', '--all');
    expect(await commit('feat: halves of numbers')).toMatchObject({ code: 0, said: '' });
    expect(await lastMessage()).toBe('feat: halves of numbers');
  });

  it('is refused for a message in another form, which is kept', async () => {
    await repository().write('NOTES.md', 'Notes.\n');
    await git('add', '--all');
    const { code, said } = await commit('added notes');
    expect(code).not.toBe(0);
    expect(said).toContain('type may not be empty');
    expect(said).toContain('git commit --edit --file=.git/COMMIT_EDITMSG');
    expect(await lastMessage()).not.toBe('added notes');
    expect(await readFile(path.join(repository().root, '.git/COMMIT_EDITMSG'), 'utf8')).toBe('added notes\n');
  });

  it('is refused for a convention or a type that a staged file breaks, with file, line and section', async () => {
    await repository().write('src/services/invoice.service.ts', withClass);
    await repository().write('src/utils/sum.ts', 'export const sum = (a: number, b: number): string => a + b;\n');
    await git('add', '--all');
    const { code, said } = await commit('feat: invoices');
    expect(code).not.toBe(0);
    expect(said).toMatch(/src\/services\/invoice\.service\.ts\n {2}1:\d+ .*PATTERNS\.md › No classes/);
    expect(said).toMatch(/src\/utils\/sum\.ts\(1,\d+\): error TS2322/);
    expect(said).toContain('Not committed: what is staged breaks');
  });

  it('is refused for a type that it breaks in a file which is not part of it, also by a removal', async () => {
    await repository().write('src/utils/half.ts', "import { sum } from './sum.ts';\n\nexport const two = sum(1, 1);\n");
    await git('add', '--all');
    expect(await commit('feat: two')).toMatchObject({ code: 0 });
    await git('rm', '--quiet', 'src/utils/sum.ts');
    const { code, said } = await commit('refactor: no sums');
    expect(code).not.toBe(0);
    expect(said).toContain('src/utils/half.ts(1,');
  });

  it('is no matter of what is not staged: neither of other files nor of the rest of a staged one', async () => {
    await repository().write('src/utils/third.ts', good.replace('half', 'third').replace('2', '3'));
    await git('add', '--all');
    await repository().write('src/utils/third.ts', withClass);
    await repository().write('src/utils/sum.ts', withClass);
    await repository().write('src/untracked.ts', 'export const wrong: string = 1;\n');
    expect(await commit('feat: thirds of numbers')).toMatchObject({ code: 0, said: '' });
    expect((await git('show', 'HEAD:src/utils/third.ts')).stdout).toContain('n / 3');
    for (const file of ['src/utils/third.ts', 'src/utils/sum.ts']) {
      expect(await readFile(path.join(repository().root, file), 'utf8')).toBe(withClass);
    }
    expect((await git('stash', 'list')).stdout).toBe('');
  });

  it('of named files holds these alone, whatever else is staged', async () => {
    await repository().write('src/services/invoice.service.ts', withClass);
    await git('add', '--all');
    await repository().write('NOTES.md', 'More notes.\n');
    await git('add', '--intent-to-add', 'NOTES.md');
    expect(await commit('docs: more notes', 'NOTES.md')).toMatchObject({ code: 0, said: '' });
    expect((await git('diff', '--cached', '--name-only')).stdout).toBe('src/services/invoice.service.ts\n');
  });
});

describe('the hooks', () => {
  it('run in a linked work tree from its first commit on', async () => {
    const cwd = path.join(repository().root, '../linked');
    const inTree = (...args: readonly string[]) => repository().run('git', args, { cwd });
    await git('worktree', 'add', '--quiet', '-b', 'agent/backend', cwd);
    const refused = await inTree('commit', '--allow-empty', '-m', 'chore: nothing');
    expect(refused.code).not.toBe(0);
    expect(refused.said).toContain('/linked/node_modules is missing');
    expect(refused.said).toContain('npm install');

    await repository().linkPackages(path.join(cwd, 'node_modules'));
    expect((await inTree('commit', '--allow-empty', '-m', 'nothing')).said).toContain('subject may not be empty');
    expect(await inTree('commit', '--quiet', '--allow-empty', '-m', 'chore: nothing')).toMatchObject({ code: 0 });
    expect((await inTree('status', '--porcelain')).stdout).toBe('');
  });

  it('find the Node of the dependencies without any on PATH, as below a graphical git', async () => {
    await repository().write('src/utils/quarter.ts', good.replace('half', 'quarter').replace('2', '4'));
    await git('add', '--all');
    const env = { PATH: '/usr/bin:/bin' };
    const args = ['commit', '--quiet', '-m', 'feat: quarters of numbers'];
    expect(await repository().run('git', args, { env })).toMatchObject({ code: 0, said: '' });
  });

  it.each([
    ['there is no git repository', ''],
    ['husky is not installed, as after `npm ci --omit=dev`', 'node_modules'],
  ])('are no obstacle to an installation where %s', async (_, absent) => {
    const cwd = path.join(repository().root, '..', `bare${absent}`);
    await repository().write(
      `../bare${absent}/package.json`,
      await readFile(`${repository().root}/package.json`, 'utf8'),
    );
    if (absent === '') await repository().linkPackages(path.join(cwd, 'node_modules'));
    const env = { GIT_CEILING_DIRECTORIES: path.dirname(cwd) };
    expect(await repository().run('npm', ['run', 'prepare'], { cwd, env })).toMatchObject({ code: 0 });
  });
});
