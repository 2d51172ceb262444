import { chmod, readdir, readFile, stat, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from '@jest/globals';
import { commitAll, lines, writeFiles } from './support/kit-history.ts';
import { exists, makeWorkshop, read } from './support/workshop.ts';

const { makeProject, update, updateJson, remove } = await makeWorkshop();
afterAll(remove);

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
