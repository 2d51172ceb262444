import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from '@jest/globals';
import { planLockfile } from '../../project/update/update-lockfile.ts';

const project = await mkdtemp(join(tmpdir(), 'plan-lockfile-'));
afterAll(() => rm(project, { recursive: true }));

type Package = { dependencies: Readonly<Record<string, string>>; scripts?: Readonly<Record<string, string>> };

const file = (text: string) => ({ bytes: Buffer.from(text), executable: false });
const one: Package = { dependencies: { a: '1' } };
const two: Package = { dependencies: { a: '2' } };
const scripted: Package = { ...one, scripts: { b: 'true' } };
const both: Package = { dependencies: { a: '2', mine: '1' } };

/** `ours` is the project's package.json, `merged` what the update makes of it; the lockfiles are only compared. */
const plan = async (ours: Package, merged: Package, theirs: Package, lock: string, kitsLock: string) => {
  await writeFile(join(project, 'package.json'), JSON.stringify(ours));
  await writeFile(join(project, 'package-lock.json'), lock);
  const kit = (value: Package, text: string) =>
    new Map([['package.json', file(JSON.stringify(value))], ['package-lock.json', file(text)]]); // prettier-ignore
  const write = { path: 'package.json', file: file(JSON.stringify(merged)) };
  const changes = [{ path: 'package.json', kind: 'merged' as const, note: null, writes: [write] }];
  return planLockfile({ project, base: kit(one, 'lock one'), theirs: kit(theirs, kitsLock), changes });
};

describe('planLockfile', () => {
  it("takes the kit's where the project wants what the kit does", async () => {
    expect(await plan(one, two, two, 'lock one', 'lock two')).toBe('kit');
    expect(await plan(scripted, scripted, one, 'lock one', 'lock two')).toBe('kit');
  });

  it('lets npm make it where the project wants more, or has locked otherwise', async () => {
    expect(await plan({ dependencies: { a: '1', mine: '1' } }, both, two, 'lock of mine', 'lock two')).toBe(
      'regenerate',
    );
    expect(await plan(one, two, two, 'lock of mine', 'lock two')).toBe('regenerate');
  });

  it('leaves it when only scripts changed', async () => {
    expect(await plan(one, scripted, scripted, 'lock one', 'lock one')).toBe('unchanged');
    expect(await plan(one, scripted, scripted, 'lock of mine', 'lock two')).toBe('unchanged');
  });
});
