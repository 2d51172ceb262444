import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { hashOf } from '../lib/journal.ts';
import { manifestPath, manifestWrite, readManifest } from '../lib/manifest.ts';
import { previewPlan, type PlannedFile } from '../lib/plan.ts';
import { type TempProject, tempProject } from './support/temp-project.ts';

let project: TempProject;
beforeEach(() => {
  project = tempProject();
  project.write('src/existing.ts', 'one\nthree\n');
});
afterEach(() => project.remove());

const plan: readonly PlannedFile[] = [
  { path: 'src/new.ts', content: 'new\n', kind: 'create' },
  { path: 'src/existing.ts', content: 'one\ntwo\nthree\n', kind: 'update' },
];

/** Writes a plan and its manifest by hand, and returns the manifest. */
const generate = async (files: readonly PlannedFile[] = plan) => {
  const writes = await previewPlan(project, files);
  const manifest = await manifestWrite(project, { generator: 'resource', args: ['invoice', 'a:string'], writes });
  for (const { path, content } of [...writes, ...(manifest === null ? [] : [manifest])]) project.write(path, content);
  return manifest;
};

describe('manifestPath', () => {
  it.each([
    ['resource', ['invoice', 'number:string'], 'resource-invoice'],
    ['resource', ['OrderItems', 'number:string', '--tenant'], 'resource-order-item'],
    ['field', ['invoice', 'notes:text:nullable'], 'field-invoice-notes'],
    ['relation', ['invoice', 'belongs_to', 'customer'], 'relation-invoice-belongs-to-customer'],
    ['route', ['invoices', 'number:string'], 'route-invoices'],
    ['handoff', ['3', 'backend'], 'handoff-3-backend'],
    ['job', ['../../etc/x'], 'job-etc-x'],
  ])('knows %s %j as %s', (generator, args, name) => {
    expect(manifestPath(generator, args)).toBe(`.generated/${name}.json`);
  });
});

describe('manifestWrite', () => {
  it('remembers each file with the hash of its text, and how a change is taken back', async () => {
    const written = await generate();
    expect(written).toMatchObject({ path: '.generated/resource-invoice.json', action: 'create', before: null });
    expect(JSON.parse(written?.content ?? '')).toEqual({
      generator: 'resource',
      args: ['invoice', 'a:string'],
      files: [
        { path: 'src/new.ts', action: 'create', hash: hashOf('new\n'), undo: [] },
        {
          path: 'src/existing.ts',
          action: 'update',
          hash: hashOf('one\ntwo\nthree\n'),
          undo: [{ context: [], removed: [], added: ['two'] }],
        },
      ],
    });
  });

  it('is none where nothing is written', async () => {
    await generate();
    expect(await generate()).toBeNull();
  });

  it('keeps what an earlier run wrote, and adds what a forced one overwrites', async () => {
    project.write('src/theirs.ts', 'theirs\n');
    await generate();
    project.write('src/new.ts', 'edited\n');
    const second = await generate([
      { path: 'src/new.ts', content: 'newer\n', kind: 'create' },
      { path: 'src/theirs.ts', content: 'ours\n', kind: 'create' },
    ]);
    expect(second?.action).toBe('update');
    expect(JSON.parse(second?.content ?? '')).toMatchObject({
      files: [
        { path: 'src/new.ts', action: 'create', hash: hashOf('newer\n') },
        { path: 'src/theirs.ts', action: 'update', undo: [{ removed: ['theirs'], added: ['ours'] }] },
        { path: 'src/existing.ts', action: 'update', undo: [{ added: ['two'] }] },
      ],
    });
  });
});

describe('readManifest', () => {
  it.each([['no json'], ['{}'], ['{"generator":"x","args":[],"files":[{"path":"a"}]}']])('refuses %s', async (text) => {
    project.write('.generated/x.json', text);
    await expect(readManifest(project, '.generated/x.json')).rejects.toMatchObject({
      exitCode: 1,
      message: expect.stringContaining('.generated/x.json cannot be read'),
    });
  });
});
