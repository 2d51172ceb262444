import { chmodSync, readdirSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { applyPlan } from '../lib/apply-plan.ts';
import { previewPlan } from '../lib/plan.ts';
import { recover } from '../lib/recover.ts';
import { bigPlan } from './support/big-plan.ts';
import { runNode } from './support/run-node.ts';
import { type TempProject, tempProject } from './support/temp-project.ts';

const script = fileURLToPath(new URL('./support/signal-mid-apply.ts', import.meta.url));

let project: TempProject;
let before: Record<string, string>;
beforeEach(() => {
  project = tempProject();
  project.write('src/existing.ts', 'before\n');
  before = project.files();
});
afterEach(() => project.remove());

const apply = async (
  onPlaced: (path: string) => void = () => {},
  signal = new AbortController().signal,
): Promise<void> => applyPlan({ layout: project, writes: await previewPlan(project, bigPlan), signal, onPlaced });

/** The folders below src, which an undone apply must not leave behind. */
const folders = (): string[] => readdirSync(join(project.project, 'src'));

describe('applyPlan', () => {
  it('writes every file and leaves nothing else', async () => {
    await apply();
    expect(project.files()).toEqual({
      ...before,
      ...Object.fromEntries(bigPlan.map(({ path, content }) => [path, content])),
    });
    expect(readdirSync(project.project).sort()).toEqual(['src', 'supabase']);
  });

  it('changes nothing the second time', async () => {
    await apply();
    const placed: string[] = [];
    await apply((path) => placed.push(path));
    expect(placed).toEqual([]);
  });

  it('keeps the mode of a file that it updates', async () => {
    chmodSync(join(project.project, 'src/existing.ts'), 0o755);
    await apply();
    expect(statSync(join(project.project, 'src/existing.ts')).mode & 0o777).toBe(0o755);
  });

  it.each([1, 2, 3, 4])('puts everything back when it fails after file %i', async (count) => {
    let placed = 0;
    const failing = apply(() => {
      placed += 1;
      if (placed === count) throw new Error('no space left');
    });
    await expect(failing).rejects.toMatchObject({
      exitCode: 1,
      message: expect.stringMatching(/no space left.*nothing was changed/),
    });
    expect(project.files()).toEqual(before);
    expect(folders()).toEqual(['app.ts', 'existing.ts']);
  });

  it('never replaces a file that appeared meanwhile', async () => {
    const failing = apply(() => project.write('src/new/two.ts', 'mine\n'));
    await expect(failing).rejects.toThrow(/EEXIST/);
    expect(project.files()).toEqual({ ...before, 'src/new/two.ts': 'mine\n' });
  });

  it('refuses to update a file that changed after the preview', async () => {
    const writes = await previewPlan(project, bigPlan);
    project.write('src/existing.ts', 'meanwhile\n');
    await expect(applyPlan({ layout: project, writes, signal: new AbortController().signal })).rejects.toThrow(
      /changed by somebody else/,
    );
    expect(project.files()).toEqual({ ...before, 'src/existing.ts': 'meanwhile\n' });
  });

  it('leaves alone what somebody edits while it puts back, and names it', async () => {
    const failing = apply((path) => {
      if (path !== 'src/existing.ts') return;
      project.write('src/existing.ts', 'edited\n');
      throw new Error('disk on fire');
    });
    await expect(failing).rejects.toThrow(/all was put back but src\/existing.ts/);
    expect(project.files()).toEqual({ ...before, 'src/existing.ts': 'edited\n' });
  });

  it('puts everything back when it is aborted', async () => {
    const controller = new AbortController();
    await expect(apply(() => controller.abort(), controller.signal)).rejects.toThrow(
      /^Interrupted: nothing was changed/,
    );
    expect(project.files()).toEqual(before);
  });

  it('never shows a file half-written', async () => {
    const seen = new Set<string>();
    await apply(() =>
      Object.entries(project.files()).forEach(([path, text]) => path.startsWith('.') || seen.add(`${path} ${text}`)),
    );
    const whole = [...Object.entries(before), ...bigPlan.map(({ path, content }) => [path, content])].map(
      ([path, text]) => `${path} ${text}`,
    );
    expect(whole).toEqual(expect.arrayContaining([...seen]));
  });
});

describe('a process that is stopped in the middle', () => {
  it.each(['SIGTERM', 'SIGINT', 'SIGHUP'])('puts everything back on %s', async (signal) => {
    const { code, stderr } = await runNode(project.project, [script, signal, '2']);
    expect(stderr).toMatch(/^Interrupted: nothing was changed/);
    expect(code).toBe(1);
    expect(project.files()).toEqual(before);
  });

  it.each([1, 2, 3, 4])('is undone by the next one when it was killed after file %i', async (count) => {
    const { signal } = await runNode(project.project, [script, 'SIGKILL', String(count)]);
    expect(signal).toBe('SIGKILL');
    expect(project.files()).toMatchObject(
      Object.fromEntries(bigPlan.slice(0, count).map(({ path, content }) => [path, content])),
    );
    const notes = await recover(project.project);
    expect(notes).toEqual([expect.stringMatching(/killed half-way; undone: .*src\/new\/deep\/one.ts/)]);
    const { '.generate.lock': _staleLock, ...files } = project.files();
    expect(files).toEqual(before);
    expect(folders()).toEqual(['app.ts', 'existing.ts']);
    expect(await recover(project.project)).toEqual([]);
  });

  it('loses no edit made after it was killed', async () => {
    await runNode(project.project, [script, 'SIGKILL', '3']);
    project.write('src/existing.ts', 'edited\n');
    project.write('src/new/mine.ts', 'mine\n');
    expect(await recover(project.project)).toEqual([
      expect.stringMatching(/left alone, since changed by hand: src\/existing.ts/),
    ]);
    const { '.generate.lock': _staleLock, ...files } = project.files();
    expect(files).toEqual({ ...before, 'src/existing.ts': 'edited\n', 'src/new/mine.ts': 'mine\n' });
  });
});

describe('recover', () => {
  it('removes a staging folder whose apply had not begun', async () => {
    project.write('.generate-abc123/new-0', 'x');
    expect(await recover(project.project)).toEqual([]);
    expect(project.files()).toEqual(before);
  });

  it('leaves other folders alone', async () => {
    project.write('.generate-my-notes/x', 'x');
    await recover(project.project);
    expect(project.read('.generate-my-notes/x')).toBe('x');
  });

  const hostile = (path: string) =>
    JSON.stringify({ files: [{ path, kept: null, oldHash: null, newHash: 'x' }], folders: [] });
  it.each([
    ['text that is no JSON', 'not json', /cannot be read/],
    ['other JSON', '{"files":1}', /cannot be read/],
    ['a path out of the project', hostile('../../etc/passwd'), /not a path inside/],
  ])('refuses a journal with %s', async (_case, text, message) => {
    project.write('.generate-abc123/journal.json', text);
    await expect(recover(project.project)).rejects.toMatchObject({
      exitCode: 1,
      message: expect.stringMatching(message),
    });
    expect(project.read('.generate-abc123/journal.json')).toBe(text);
  });
});
