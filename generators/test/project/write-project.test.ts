import { spawnSync } from 'node:child_process';
import { mkdir, readdir, readFile, stat, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, beforeEach, describe, expect, it } from '@jest/globals';
import { writeProject } from '../../project/write-project.ts';
import { makeTempFolder } from './support/temp-folder.ts';

const temp = await makeTempFolder();
const counter = { value: 0 };
const place = { parent: '', target: '' };
const file = (text: string, executable = false) => ({ bytes: Buffer.from(text), executable });
const files = new Map([
  ['.gitignore', file('dist/\n')],
  ['src/deep/app.ts', file('export {};\n')],
  ['run.sh', file('#!/bin/sh\n', true)],
]);
const write = (changes: Partial<Parameters<typeof writeProject>[0]> = {}) =>
  writeProject({
    target: place.target,
    files,
    message: 'chore: start',
    signal: AbortSignal.timeout(20_000),
    ...changes,
  });
const inTarget = (...args: string[]) => spawnSync('git', args, { cwd: place.target, encoding: 'utf8' }).stdout.trim();

beforeEach(async () => {
  counter.value += 1;
  place.parent = join(temp.path, String(counter.value));
  place.target = join(place.parent, 'acme');
  await mkdir(place.parent);
});
afterAll(temp.remove);

describe('writeProject', () => {
  it('writes every file into a repository with one commit on main, and nothing beside it', async () => {
    await write();
    expect(await readdir(place.parent)).toEqual(['acme']);
    expect(await readFile(join(place.target, 'src/deep/app.ts'), 'utf8')).toBe('export {};\n');
    expect((await stat(join(place.target, 'run.sh'))).mode & 0o100).toBe(0o100);
    expect((await stat(join(place.target, '.gitignore'))).mode & 0o111).toBe(0);
    expect(inTarget('log', '--format=%s %D')).toBe('chore: start HEAD -> main');
    expect(inTarget('ls-files').split('\n')).toEqual(['.gitignore', 'run.sh', 'src/deep/app.ts']);
    expect(inTarget('status', '--porcelain')).toBe('');
  });

  it('takes the place of an empty folder', async () => {
    await mkdir(place.target);
    await write();
    expect(await readdir(place.target)).toContain('run.sh');
  });

  it('leaves nothing when a file cannot be written', async () => {
    const clashing = new Map([...files, ['run.sh/below', file('')]]);
    await expect(write({ files: clashing })).rejects.toThrow();
    expect(await readdir(place.parent)).toEqual([]);
  });

  it('leaves nothing when it is aborted', async () => {
    const reason = new Error('stop');
    await expect(write({ signal: AbortSignal.abort(reason) })).rejects.toBe(reason);
    expect(await readdir(place.parent)).toEqual([]);
  });

  it('leaves a folder as it is that was filled in the meantime', async () => {
    const [first, second] = await Promise.allSettled([
      write({ message: 'chore: one' }),
      write({ message: 'chore: two' }),
    ]);
    expect([first.status, second.status].toSorted()).toEqual(['fulfilled', 'rejected']);
    const lost = first.status === 'rejected' ? first.reason : second.status === 'rejected' ? second.reason : null;
    expect(lost).toMatchObject({ code: 'not_empty' });
    expect(await readdir(place.parent)).toEqual(['acme']);
    expect(inTarget('log', '--format=%s')).toBe(first.status === 'fulfilled' ? 'chore: one' : 'chore: two');
  });

  it('removes what a killed run left for this target, and nothing else', async () => {
    const ended = spawnSync('true').pid;
    const other = [
      `.acme.tmp-${process.ppid}-0123456789ab`, // still running
      `.acme2.tmp-${ended}-0123456789ab`,
      '.acme.tmp-mine',
      `acme.tmp-${ended}-0123456789ab`,
    ];
    const left = [`.acme.tmp-${ended}-0123456789ab`, `.acme.tmp-${process.pid}-0123456789ab`];
    for (const name of [...other, ...left]) await mkdir(join(place.parent, name));
    await writeFile(join(place.parent, left[0] ?? '', 'half.ts'), '');
    await write();
    expect(await readdir(place.parent)).toEqual([...other, 'acme'].toSorted());
  });

  it('says which folder cannot be written to', async () => {
    const isRoot = process.geteuid?.() === 0;
    if (isRoot) process.seteuid?.(65_534); // root may write anywhere: be nobody for a moment
    try {
      await expect(write({ target: '/usr/acme' })).rejects.toMatchObject({
        code: 'not_writable',
        exitCode: 1,
        message: expect.stringContaining('/usr cannot be written to'),
      });
    } finally {
      if (isRoot) process.seteuid?.(0);
    }
  });
});
