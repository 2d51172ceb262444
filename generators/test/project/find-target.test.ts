import { mkdir, symlink, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { findTarget } from '../../project/find-target.ts';
import { makeTempFolder } from './support/temp-folder.ts';

const temp = await makeTempFolder();
const cwd = join(temp.path, 'work/kit');
const find = (path: string) => findTarget({ path, cwd, kitRoot: cwd });

beforeAll(async () => {
  for (const folder of ['work/kit/docs', 'work/empty', 'work/full', 'elsewhere'])
    await mkdir(join(temp.path, folder), { recursive: true });
  await writeFile(join(temp.path, 'work/full/.hidden'), '');
  await writeFile(join(temp.path, 'work/file'), '');
  await symlink('kit', join(temp.path, 'work/link-to-kit'));
  await symlink('../elsewhere', join(temp.path, 'work/link-out'));
  await symlink('nowhere', join(temp.path, 'work/dangling'));
  await symlink('empty', join(temp.path, 'work/link-to-empty'));
});
afterAll(temp.remove);

describe('findTarget', () => {
  it.each([
    ['a path that is free', '../acme-api', 'work/acme-api', 'acme-api'],
    ['a trailing slash', '../acme-api/', 'work/acme-api', 'acme-api'],
    ['an absolute path', join(temp.path, 'elsewhere/acme'), 'elsewhere/acme', 'acme'],
    ['a path far outside the kit', '../../evil', 'evil', 'evil'],
    ['an empty folder', '../empty', 'work/empty', 'empty'],
    [
      'a link to an empty folder, which keeps the name that was asked',
      '../link-to-empty',
      'work/empty',
      'link-to-empty',
    ],
    ['a path through a link', '../link-out/acme', 'elsewhere/acme', 'acme'],
    ['a neighbour whose name starts like the kit', '../kit-2', 'work/kit-2', 'kit-2'],
  ])('takes %s', async (_what, path, target, name) => {
    expect(await find(path)).toEqual({ path: join(temp.path, target), name });
  });

  it.each([
    ['inside_kit', 'acme'],
    ['inside_kit', 'docs/acme'],
    ['inside_kit', '.'],
    ['inside_kit', '../link-to-kit/acme'],
    ['inside_kit', '../link-to-kit'],
    ['not_empty', '../full'],
    ['is_a_file', '../file'],
    ['is_a_file', '../dangling'],
    ['no_parent', '../missing/acme'],
    ['no_parent', '../file/acme'],
    ['no_parent', '../file/deeper/acme'],
    ['bad_name', '../1abc'],
    ['bad_name', '../Ünïcode'],
    ['bad_name', '/'],
  ])('refuses with %s: %p', async (code, path) => {
    await expect(find(path)).rejects.toMatchObject({ code, exitCode: 2 });
  });

  it('says how to make a missing parent', async () => {
    await expect(find('../missing/acme')).rejects.toMatchObject({
      next: [`mkdir -p ${join(temp.path, 'work/missing')}`],
    });
  });
});
