import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { spawnSync } from 'node:child_process';
import { runNode } from './support/run-node.ts';
import { type TempProject, tempProject, withGenerators } from './support/temp-project.ts';

let project: TempProject;
let before: Record<string, string>;
beforeEach(() => {
  project = withGenerators(tempProject());
  before = project.files();
});
afterEach(() => project.remove());

const resource = (name: string) =>
  runNode(project.project, ['generators/generate.ts', 'resource', name, 'number:string', '--no-check']);

describe('a disk that takes no more', () => {
  it('leaves the tree as it was', () => {
    // No file may grow beyond 1 KiB; most templates are larger, the lock and the smallest ones are not.
    const script = `trap '' XFSZ; ulimit -f 1; exec "$0" generators/generate.ts eject resource`;
    const { NODE_OPTIONS: _jestsOwn, ...env } = process.env;
    const { status, stderr } = spawnSync('bash', ['-c', script, process.execPath], {
      cwd: project.project,
      env,
      encoding: 'utf8',
      timeout: 30_000,
    });
    expect(stderr).toMatch(/could not be written \(EFBIG[^]*nothing was changed/);
    expect(status).toBe(1);
    expect(project.files()).toEqual(before);
  });
});

describe('two generates at once', () => {
  it('are one after the other, or one is refused and writes nothing', async () => {
    const names = ['invoice', 'order', 'item'];
    const ended = await Promise.all(names.map(resource));
    for (const [index, { code, stderr }] of ended.entries()) {
      const paths = Object.keys(project.files()).filter((path) => path.includes(names[index] ?? ''));
      if (code === 0) expect(paths).toHaveLength(3);
      else {
        expect(stderr).toMatch(/Another generate is at work/);
        expect(paths).toEqual([]);
      }
    }
    expect(ended.some(({ code }) => code === 0)).toBe(true);
    expect(Object.keys(project.files()).filter((path) => path.startsWith('.generate-'))).toEqual([]);
  });
});
