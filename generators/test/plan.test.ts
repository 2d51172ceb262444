import { mkdirSync, symlinkSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { previewPlan } from '../lib/plan.ts';
import { type TempProject, tempProject } from './support/temp-project.ts';

describe('previewPlan', () => {
  let project: TempProject;
  beforeEach(() => {
    project = tempProject();
    project.write('src/a.ts', 'a\n');
  });
  afterEach(() => project.remove());

  const actionOf = async (path: string, content: string, kind: 'create' | 'update') => {
    const [write] = await previewPlan(project, [{ path, content, kind }]);
    return write;
  };

  it.each([
    ['src/new.ts', 'x', 'create', 'create', null],
    ['src/new.ts', 'x', 'update', 'create', null],
    ['src/a.ts', 'a\n', 'create', 'unchanged', 'a\n'],
    ['src/a.ts', 'a\n', 'update', 'unchanged', 'a\n'],
    ['src/a.ts', 'b\n', 'create', 'overwrite', 'a\n'],
    ['src/a.ts', 'b\n', 'update', 'update', 'a\n'],
  ] as const)('%s with %j planned as %s is %s', async (path, content, kind, action, before) => {
    expect(await actionOf(path, content, kind)).toEqual({ path, content, action, before });
  });

  it('knows a migration again under its older time', async () => {
    const older = 'supabase/migrations/20260202000000_create_things.sql';
    project.write(older, 'sql\n');
    const newer = 'supabase/migrations/20270101000000_create_things.sql';
    expect(await actionOf(newer, 'sql\n', 'create')).toMatchObject({ path: older, action: 'unchanged' });
    expect(await actionOf(newer, 'other\n', 'create')).toMatchObject({ path: older, action: 'overwrite' });
    const other = 'supabase/migrations/20270101000000_create_other_things.sql';
    expect(await actionOf(other, 'sql\n', 'create')).toMatchObject({ path: other, action: 'create' });
  });

  it.each([
    '../evil.ts',
    'src/../../evil.ts',
    '/tmp/evil.ts',
    'src//a.ts',
    './src/a.ts',
    '',
    'src/a.ts/',
    'C:/evil.ts',
    'src\\evil.ts',
    'src/\0.ts',
  ])('refuses the path %j', async (path) => {
    await expect(previewPlan(project, [{ path, content: '', kind: 'create' }])).rejects.toMatchObject({
      exitCode: 1,
      message: expect.stringMatching(/not a path inside/),
    });
  });

  it('refuses a folder that leads out of the project, and takes one that does not', async () => {
    const outside = tempProject();
    symlinkSync(outside.project, join(project.project, 'src/out'));
    mkdirSync(join(project.project, 'shared'));
    symlinkSync('../shared', join(project.project, 'src/in'));
    await expect(actionOf('src/out/src/evil.ts', '', 'create')).rejects.toThrow(/out of the project/);
    expect(await actionOf('src/in/fine.ts', '', 'create')).toMatchObject({ action: 'create' });
    outside.remove();
  });

  it('refuses a link, a folder or a file that is in the way', async () => {
    symlinkSync('a.ts', join(project.project, 'src/link.ts'));
    mkdirSync(join(project.project, 'src/folder.ts'));
    await expect(actionOf('src/link.ts', 'x', 'create')).rejects.toThrow(/src\/link.ts is in the way/);
    await expect(actionOf('src/folder.ts', 'x', 'create')).rejects.toThrow(/src\/folder.ts is in the way/);
    await expect(actionOf('src/a.ts/b.ts', 'x', 'create')).rejects.toThrow(
      /src\/a.ts is in the way of src\/a.ts\/b.ts/,
    );
  });

  it('refuses two files with one path', async () => {
    const file = { path: 'src/b.ts', content: '', kind: 'create' } as const;
    await expect(previewPlan(project, [file, file])).rejects.toThrow(/planned src\/b.ts twice/);
  });
});
