import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from '@jest/globals';
import { commitAll, writeFiles } from './support/kit-history.ts';
import { makeWorkshop, newProject, read, statusOf, treeOf } from './support/workshop.ts';

const { kit, makeProject, update, updateJson, check, path: folder, remove } = await makeWorkshop();
afterAll(remove);

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
    const fresh = join(folder, 'fresh', 'acme-api');
    await writeFiles(join(folder, 'fresh'), { note: '' });
    await newProject(kit, fresh);
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

describe('a project from a package, whose kit has no commit', () => {
  it('is compared with the tag of its version', async () => {
    const project = await makeProject();
    const text = await read(project, '.kit.json');
    await writeFile(join(project, '.kit.json'), text.replace(/"commit": "[^"]*"/, '"commit": null'));
    await commitAll(project, 'feat: ours');
    expect(await updateJson(project)).toMatchObject({ exitCode: 0, kinds: { 'guide/plain.txt': 'updated' } });
  }, 30_000);
});
