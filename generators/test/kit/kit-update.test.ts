import { readFileSync } from 'node:fs';
import { cp, chmod, lstat, readdir, readFile, rm, stat, symlink, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { performance } from 'node:perf_hooks';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { realKit } from '../project/support/copy-kit.ts';
import { fakeProgram } from '../project/support/fake-program.ts';
import { runProgram, startProgram } from '../project/support/run-program.ts';
import { makeTempFolder } from '../project/support/temp-folder.ts';
import { commitAll, gitIn, lines, makeKit, writeFiles } from './support/kit-history.ts';

const temp = await makeTempFolder();
const kit = join(temp.path, 'kit');
const pristine = join(temp.path, 'acme-api');
const counter = { value: 0 };
const program = { path: '' };

const makeProject = async (changes: Parameters<typeof writeFiles>[1] = {}): Promise<string> => {
  counter.value += 1;
  const project = join(temp.path, `project-${counter.value}`, 'acme-api');
  await cp(pristine, project, { recursive: true });
  await writeFiles(project, changes);
  if (Object.keys(changes).length > 0) await commitAll(project, 'feat: our own work');
  return project;
};
const command = (verb: 'update' | 'check', project: string, args: string[]) => {
  const line = [join(project, 'generators/kit/kit.ts'), verb, ...args];
  return startProgram(process.execPath, line, { cwd: project, env: { INIT_CWD: project, PATH: program.path } });
};
const update = (project: string, ...args: string[]) => command('update', project, [kit, ...args]).ended;
const check = (project: string, ...args: string[]) => command('check', project, [kit, ...args]).ended;
const updateJson = async (project: string, ...args: string[]) => {
  const { exitCode, stdout, stderr } = await update(project, '--json', ...args);
  expect(stderr).toBe('');
  const { files, ...rest } = JSON.parse(stdout);
  const kinds: Record<string, string> = Object.fromEntries(
    files.map(({ path, kind }: { path: string; kind: string }) => [path, kind]),
  );
  return { exitCode, kinds, ...rest };
};
const read = (project: string, path: string) => readFile(join(project, path), 'utf8');
const statusOf = (project: string) => gitIn(project, 'status', '--porcelain');
/** The id of the tree that a commit of everything would have. */
const treeOf = async (project: string): Promise<string> => {
  await gitIn(project, 'add', '--all');
  return gitIn(project, 'write-tree');
};
const exists = (path: string) => lstat(path).then(() => true, () => false); // prettier-ignore

beforeAll(async () => {
  await makeKit(kit);
  await symlink(join(realKit, 'node_modules'), join(temp.path, 'node_modules'));
  program.path = await fakeProgram(temp.path, 'npm', 'echo "$@" >> package-lock.json');
  await gitIn(kit, 'checkout', '--quiet', 'v0.1.0');
  const made = await runProgram(process.execPath, [join(kit, 'generators/project/new.ts'), pristine, '--no-install'], {
    cwd: temp.path,
  });
  if (made.exitCode !== 0) throw new Error(made.stderr);
  await gitIn(pristine, 'gc', '--quiet');
  await gitIn(kit, 'checkout', '--quiet', 'v0.3.0');
}, 60_000);
afterAll(temp.remove);

describe('a project that nobody edited', () => {
  it('is after the update what the new version makes, but for its migrations', async () => {
    const project = await makeProject();
    const { exitCode, kinds, from, to, lockfile } = await updateJson(project);
    expect({ exitCode, from: from.version, to: to.version, lockfile }).toEqual({
      exitCode: 0,
      from: '0.1.0',
      to: '0.3.0',
      lockfile: 'kit',
    });
    expect(kinds).toEqual({
      'guide/plain.txt': 'updated',
      'guide/edited.txt': 'updated',
      'guide/clash.txt': 'updated',
      'guide/deleted.txt': 'updated',
      'guide/removed.txt': 'removed',
      'guide/removed-edited.txt': 'removed',
      'guide/crlf.txt': 'updated',
      'guide/picture.bin': 'updated',
      'guide/run.sh': 'updated',
      'guide/new/added.txt': 'added',
      'guide/latest.txt': 'added',
      'package.json': 'updated',
      'supabase/migrations/20260201000000_from_kit.sql': 'added',
      'supabase/migrations/20260301000000_later.sql': 'added',
    });
    const fresh = join(temp.path, 'fresh', 'acme-api');
    await writeFiles(join(temp.path, 'fresh'), { note: '' });
    await runProgram(process.execPath, [join(kit, 'generators/project/new.ts'), fresh, '--no-install'], {
      cwd: temp.path,
    });
    expect(await treeOf(project)).toBe(await treeOf(fresh));
  }, 30_000);

  it('has nothing to do a second time, and says so', async () => {
    const project = await makeProject();
    await update(project, '--to', 'v0.2.0');
    await commitAll(project, 'chore: update');
    const again = await update(project, '--to', 'v0.2.0');
    expect(again).toMatchObject({ exitCode: 0, stdout: expect.stringContaining('Nothing to do') });
    expect(await statusOf(project)).toBe('');
  }, 30_000);

  it('changes nothing in a dry run, and says how far it is behind', async () => {
    const project = await makeProject();
    const dry = await updateJson(project, '--dry-run');
    expect({ exitCode: dry.exitCode, behind: dry.behind, plain: dry.kinds['guide/plain.txt'] }).toEqual({
      exitCode: 0,
      behind: true,
      plain: 'updated',
    });
    const behind = await check(project);
    expect(behind).toMatchObject({
      exitCode: 1,
      stdout: expect.stringMatching(/behind.*0\.1\.0 to 0\.3\.0.*14 files, 0 conflicts/),
    });
    const level = await check(project, '--to', 'v0.1.0', '--json');
    expect({ exitCode: level.exitCode, ...JSON.parse(level.stdout) }).toMatchObject({ exitCode: 0, behind: false });
    expect(await statusOf(project)).toBe('');
  }, 30_000);
});

describe('a project that was edited', () => {
  const edits = {
    'guide/edited.txt': lines([14, 'ours']),
    'guide/clash.txt': lines([5, 'ours']),
    'guide/deleted.txt': null,
    'guide/removed-edited.txt': 'ours\n',
    'guide/crlf.txt': lines([14, 'ours']).replaceAll('\n', '\r\n'),
    'guide/picture.bin': Buffer.from([0, 9, 9]),
    'guide/latest.txt': 'ours\n',
    'supabase/migrations/20260601000000_ours.sql': '-- ours\n',
  };

  it('keeps its edits in two steps, with marks where both changed a line', async () => {
    const project = await makeProject(edits);
    const first = await updateJson(project, '--to', 'v0.2.0');
    expect(first.exitCode).toBe(1);
    expect(first.kinds).toMatchObject({
      'guide/plain.txt': 'updated',
      'guide/edited.txt': 'merged',
      'guide/clash.txt': 'conflict',
      'guide/deleted.txt': 'kept',
      'guide/removed.txt': 'removed',
      'guide/removed-edited.txt': 'kept',
      'guide/crlf.txt': 'merged',
      'guide/picture.bin': 'conflict',
    });
    expect(await read(project, 'guide/edited.txt')).toBe(lines([2, 'kit two'], [14, 'ours']));
    expect(await read(project, 'guide/clash.txt')).toContain(
      '<<<<<<< your project\nours\n=======\nkit two\n>>>>>>> kit v0.2.0\n',
    );
    expect(await read(project, 'guide/crlf.txt')).toBe(lines([2, 'kit two'], [14, 'ours']).replaceAll('\n', '\r\n'));
    expect(await readFile(join(project, 'guide/picture.bin'))).toEqual(Buffer.from([0, 9, 9]));
    expect(await readFile(join(project, 'guide/picture.bin.kit-new'))).toEqual(Buffer.from([0, 2, 255]));
    expect(await exists(join(project, 'guide/deleted.txt'))).toBe(false);
    expect(await read(project, 'guide/removed-edited.txt')).toBe('ours\n');

    await writeFiles(project, { 'guide/clash.txt': 'resolved\n', 'guide/picture.bin.kit-new': null });
    await commitAll(project, 'chore: update the kit');
    const second = await updateJson(project);
    expect({ exitCode: second.exitCode, from: second.from.version }).toEqual({ exitCode: 1, from: '0.2.0' });
    expect(second.kinds).toMatchObject({ 'guide/edited.txt': 'merged', 'guide/latest.txt': 'conflict' });
    expect(second.kinds['guide/clash.txt']).toBeUndefined();
    expect(second.kinds['guide/deleted.txt']).toBeUndefined();
    expect(await read(project, 'guide/edited.txt')).toBe(lines([2, 'kit two'], [8, 'kit three'], [14, 'ours']));
    expect(await read(project, 'guide/latest.txt')).toBe(
      '<<<<<<< your project\nours\n=======\nthree\n>>>>>>> kit v0.3.0\n',
    );
  }, 30_000);

  it('gets there in one jump too', async () => {
    const project = await makeProject(edits);
    const { exitCode, kinds } = await updateJson(project);
    expect({ exitCode, edited: kinds['guide/edited.txt'] }).toEqual({ exitCode: 1, edited: 'merged' });
    expect(await read(project, 'guide/edited.txt')).toBe(lines([2, 'kit two'], [8, 'kit three'], [14, 'ours']));
  }, 30_000);

  it("only adds migrations, after the project's newest, and never changes one", async () => {
    const project = await makeProject(edits);
    await update(project, '--to', 'v0.2.0');
    await commitAll(project, 'chore: update');
    const folder = join(project, 'supabase/migrations');
    const twice = await readdir(folder);
    const renamed = twice.find((name) => name.endsWith('_from_kit.sql')) ?? '';
    expect(Number(renamed.slice(0, 14))).toBeGreaterThan(20260601000000);
    const { kinds } = await updateJson(project);
    expect(kinds['supabase/migrations/20260201000000_from_kit.sql']).toBe('kept');
    expect(await readFile(join(folder, renamed), 'utf8')).toBe('-- two\n');
    const names = (await readdir(folder)).toSorted();
    expect(names).toHaveLength(twice.length + 1);
    expect(names.at(-1)).toMatch(/_later\.sql$/);
  }, 30_000);

  it('merges package.json by key, and makes the lockfile anew', async () => {
    const project = await makeProject();
    const packageJson = JSON.parse(await read(project, 'package.json'));
    const scripts = { ...packageJson.scripts, ours: 'true' };
    const { zod: _, ...rest } = packageJson.dependencies;
    const mine = { ...packageJson, name: 'renamed', scripts, dependencies: { ...rest, 'aaa-ours': '1.0.0' } };
    await writeFile(join(project, 'package.json'), JSON.stringify(mine, null, 2));
    await commitAll(project, 'feat: ours');
    const { exitCode, kinds, lockfile } = await updateJson(project);
    expect({ exitCode, kind: kinds['package.json'], lockfile }).toEqual({
      exitCode: 0,
      kind: 'merged',
      lockfile: 'regenerated',
    });
    const merged = JSON.parse(await read(project, 'package.json'));
    expect(merged).toMatchObject({
      name: 'renamed',
      scripts,
      dependencies: { 'aaa-ours': '1.0.0', pino: '10.6.0', 'new-one': '1.0.0' },
    });
    expect(merged.dependencies.zod).toBeUndefined();
    expect(Object.keys(merged.dependencies)).toEqual(Object.keys(merged.dependencies).toSorted());
    expect(await read(project, 'package-lock.json')).toMatch(/install --package-lock-only .*\n$/);
  }, 30_000);

  it("keeps the project's version where both changed a dependency, and says so", async () => {
    const project = await makeProject();
    const packageJson = JSON.parse(await read(project, 'package.json'));
    const dependencies = { ...packageJson.dependencies, pino: '9.0.0' };
    await writeFile(join(project, 'package.json'), `${JSON.stringify({ ...packageJson, dependencies }, null, 2)}\n`);
    await commitAll(project, 'feat: ours');
    const { exitCode, stdout } = await update(project, '--no-install');
    expect(exitCode).toBe(1);
    expect(stdout).toContain(`package.json: dependencies › pino: yours is "9.0.0", the kit's "10.6.0"`);
    expect(stdout).toContain('package-lock.json: not up to date');
    expect(JSON.parse(await read(project, 'package.json')).dependencies).toMatchObject({
      pino: '9.0.0',
      'new-one': '1.0.0',
    });
  }, 30_000);

  it('keeps the executable bit of a script that the kit changed', async () => {
    const project = await makeProject();
    await chmod(join(project, 'guide/plain.txt'), 0o755);
    await commitAll(project, 'feat: ours');
    await update(project);
    const modes = await Promise.all(['run.sh', 'plain.txt'].map((name) => stat(join(project, 'guide', name))));
    expect(modes.map(({ mode }) => mode & 0o100)).toEqual([0o100, 0o100]);
    expect(await read(project, 'guide/plain.txt')).toBe('three\n');
  }, 30_000);
});

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

  it('a file of the kit where git ignores one of the project', async () => {
    const project = await makeProject({ '.gitignore': 'guide/latest.txt\n' });
    await writeFile(join(project, 'guide/latest.txt'), 'a secret');
    expect(await refused(project)).toMatchObject({ exitCode: 1, stderr: expect.stringContaining('in the way') });
    expect(await read(project, 'guide/latest.txt')).toBe('a secret');
  }, 30_000);

  it('a link that leads out of the project', async () => {
    const project = await makeProject();
    await symlink(temp.path, join(project, 'guide/new'));
    await commitAll(project, 'feat: ours');
    expect(await refused(project)).toMatchObject({
      exitCode: 1,
      stderr: expect.stringMatching(/in the way[^]*guide\/new/),
    });
    expect(await exists(join(temp.path, 'added.txt'))).toBe(false);
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

describe('a project from a package, whose kit has no commit', () => {
  it('is compared with the tag of its version', async () => {
    const project = await makeProject();
    const text = await read(project, '.kit.json');
    await writeFile(join(project, '.kit.json'), text.replace(/"commit": "[^"]*"/, '"commit": null'));
    await commitAll(project, 'feat: ours');
    expect(await updateJson(project)).toMatchObject({ exitCode: 0, kinds: { 'guide/plain.txt': 'updated' } });
  }, 30_000);
});

describe('an update of 300 files', () => {
  const many = Object.fromEntries(
    Array.from({ length: 300 }, (_, index) => [`template/many/${index}.txt`, lines([2, `kit ${index}`])]),
  );
  const edited = Object.fromEntries(
    Array.from({ length: 100 }, (_, index) => [`many/${index}.txt`, lines([15, `ours`])]),
  );
  const base = Object.fromEntries(Object.keys(many).map((path) => [path, lines()]));
  const bigKit = join(temp.path, 'big-kit');
  const bigProject = join(temp.path, 'big', 'acme-api');
  const fresh = async (): Promise<string> => {
    await rm(join(bigProject, '.git/kit-update.json'), { force: true });
    await gitIn(bigProject, 'reset', '--quiet', '--hard');
    await gitIn(bigProject, 'clean', '-fdq');
    return bigProject;
  };
  const start = () => command('update', bigProject, [bigKit, '--to', 'main']);

  beforeAll(async () => {
    await gitIn(temp.path, 'clone', '--quiet', kit, bigKit);
    await gitIn(bigKit, 'switch', '--quiet', '-C', 'main');
    await writeFiles(bigKit, base);
    await commitAll(bigKit, 'feat: many');
    await writeFiles(join(temp.path, 'big'), { note: '' });
    await runProgram(process.execPath, [join(bigKit, 'generators/project/new.ts'), bigProject, '--no-install'], {
      cwd: temp.path,
    });
    await writeFiles(bigProject, edited);
    await commitAll(bigProject, 'feat: ours');
    await writeFiles(bigKit, many);
    await commitAll(bigKit, 'feat: change many');
  }, 30_000);

  it('takes less than five seconds, a hundred of them merged', async () => {
    const times: number[] = [];
    // The best of three: the machine may be busy with other tests.
    while (times.length < 3 && times.every((time) => time >= 5000)) {
      await fresh();
      const begun = performance.now();
      const { exitCode, stdout } = await start().ended;
      times.push(performance.now() - begun);
      expect({ exitCode, stdout }).toEqual({
        exitCode: 0,
        stdout: expect.stringMatching(/Merged with your edits \(100\)[^]*Updated \(200\)/),
      });
    }
    expect(Math.min(...times)).toBeLessThan(5000);
  }, 60_000);

  const journal = join(bigProject, '.git/kit-update.json');
  const writing = (): number | null => {
    try {
      return JSON.parse(readFileSync(journal, 'utf8')).pid;
    } catch {
      // It does not write yet.
      return null;
    }
  };

  /** Signals the process that writes, as soon as it does. */
  const interrupt = async (signal: 'SIGKILL' | 'SIGTERM') => {
    const { ended } = start();
    const done = { value: false };
    void ended.then(() => (done.value = true));
    for (;;) {
      const pid = writing();
      if (pid !== null) {
        process.kill(pid, signal);
        break;
      }
      if (done.value) break;
      await new Promise((resolve) => setTimeout(resolve, 1));
    }
    return ended;
  };

  it('that is killed while it writes is put back by the next run, and then done', async () => {
    await fresh();
    const killed = await interrupt('SIGKILL');
    expect(killed.exitCode).toBe(1);
    expect(await exists(journal)).toBe(true);
    const again = await start().ended;
    expect(again).toMatchObject({ exitCode: 0, stderr: expect.stringContaining('was put back') });
    const recovered = await treeOf(bigProject);
    await fresh();
    await start().ended;
    expect(recovered).toBe(await treeOf(bigProject));
  }, 60_000);

  it('that is told to stop while it writes leaves the tree as it was', async () => {
    await fresh();
    const stopped = await interrupt('SIGTERM');
    expect(stopped).toMatchObject({
      exitCode: 1,
      stdout: '',
      stderr: expect.stringContaining('Interrupted: the project is as it was'),
    });
    expect(await statusOf(bigProject)).toBe('');
    expect(await exists(journal)).toBe(false);
  }, 60_000);

  it('that was killed is not put back over what was edited since', async () => {
    await fresh();
    await interrupt('SIGKILL');
    const { entries } = JSON.parse(await readFile(journal, 'utf8'));
    await writeFile(join(bigProject, entries[0].path), 'mine by now\n');
    const again = await start().ended;
    expect(again).toMatchObject({ exitCode: 1, stderr: expect.stringContaining(`edited since`) });
    expect(await read(bigProject, entries[0].path)).toBe('mine by now\n');
  }, 60_000);
});
