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
  /** Runs a command that may write no file beyond 1 KiB: the lock and the smallest files are not larger, the others are. */
  const onFullDisk = (command: string) => {
    const script = `trap '' XFSZ; ulimit -f 1; exec "$0" ${command}`;
    const { NODE_OPTIONS: _jestsOwn, ...env } = process.env;
    const options = { cwd: project.project, env, encoding: 'utf8', timeout: 30_000 } as const;
    return spawnSync('bash', ['-c', script, process.execPath], options);
  };

  it('leaves the tree as it was before a generate', () => {
    const { status, stderr } = onFullDisk('generators/generate.ts eject resource');
    expect(stderr).toMatch(/could not be written \(EFBIG[^]*nothing was changed/);
    expect(status).toBe(1);
    expect(project.files()).toEqual(before);
  });

  it('leaves the tree as it was before a destroy', async () => {
    // A file of many lines, which loses some of them.
    project.write('src/types/database.types.ts', `${'// a line\n'.repeat(200)}export type Other = 1;\n`);
    expect((await resource('invoice')).code).toBe(0);
    const generated = project.files();
    const { status, stderr } = onFullDisk('generators/destroy.ts resource invoice');
    expect(stderr).toMatch(/could not be written \(EFBIG[^]*nothing was changed/);
    expect(status).toBe(1);
    expect(project.files()).toEqual(generated);
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
