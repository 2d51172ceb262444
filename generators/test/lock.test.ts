import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { withLock } from '../lib/lock.ts';
import { runNode } from './support/run-node.ts';
import { type TempProject, tempProject } from './support/temp-project.ts';

const script = fileURLToPath(new URL('./support/take-lock.ts', import.meta.url));

describe('withLock', () => {
  let project: TempProject;
  beforeEach(() => {
    project = tempProject();
  });
  afterEach(() => project.remove());
  const isLocked = (): boolean => existsSync(join(project.project, '.generate.lock'));

  it('holds the lock for the step, and frees it after success and failure', async () => {
    expect(await withLock(project.project, () => Promise.resolve(isLocked()))).toBe(true);
    expect(isLocked()).toBe(false);
    await expect(withLock(project.project, () => Promise.reject(new Error('oh')))).rejects.toThrow('oh');
    expect(isLocked()).toBe(false);
  });

  it('refuses a second process at once and names the first', async () => {
    await withLock(project.project, async () => {
      const { stdout } = await runNode(project.project, [script]);
      expect(stdout).toMatch(new RegExp(`^Another generate is at work in this project \\(process ${process.pid}\\)`));
    });
    expect((await runNode(project.project, [script])).stdout).toBe('alone');
  });

  it('takes over the lock of a dead process', async () => {
    const { stdout: pid } = await runNode(project.project, ['-p', 'process.pid']);
    project.write('.generate.lock', `${pid.trim()} some-token`);
    expect(await withLock(project.project, () => Promise.resolve('done'))).toBe('done');
    expect(isLocked()).toBe(false);
  });

  it('lets one of several processes take over the lock of a dead one', async () => {
    const { stdout: pid } = await runNode(project.project, ['-p', 'process.pid']);
    project.write('.generate.lock', `${pid.trim()} some-token`);
    const results = await Promise.all(Array.from({ length: 5 }, () => runNode(project.project, [script])));
    const outcomes = results.map(({ stdout }) => (stdout.startsWith('Another generate') ? 'refused' : stdout));
    expect(new Set(outcomes)).toEqual(new Set(outcomes.includes('refused') ? ['alone', 'refused'] : ['alone']));
    expect(Object.keys(project.files()).filter((path) => path.startsWith('.'))).toEqual([]);
  });

  it('takes a lock without a process for one that is being made', async () => {
    project.write('.generate.lock', '');
    await expect(withLock(project.project, () => Promise.resolve())).rejects.toThrow(
      /^Another generate is at work in this project; /,
    );
    expect(isLocked()).toBe(true);
  });

  it('says so when the project cannot be written to', async () => {
    await expect(withLock(join(project.project, 'missing'), () => Promise.resolve())).rejects.toMatchObject({
      exitCode: 1,
      message: expect.stringMatching(/cannot be written to \(ENOENT/),
    });
  });
});
