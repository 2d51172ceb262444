import { createHash } from 'node:crypto';
import { readdir, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { commitAll, gitIn, writeFiles } from '../../kit/support/kit-history.ts';
import { exists, read, statusOf, treeOf } from '../../kit/support/workshop.ts';
import { makeExampleWorkshop } from './example-workshop.ts';

const workshop = await makeExampleWorkshop();
const { kit, makeProject, copyOf, run, runJson, start } = workshop;
const state: { bare: string; full: string } = { bare: '', full: '' };

beforeAll(async () => {
  state.bare = (await makeProject([])).project;
  state.full = (await makeProject(['extra'])).project;
}, 60_000);
afterAll(workshop.remove);

/** A project of its own, with these changes committed. */
const projectOf = async (from: string, changes: Parameters<typeof writeFiles>[1] = {}): Promise<string> => {
  const project = await copyOf(from);
  await writeFiles(project, changes);
  if (Object.keys(changes).length > 0) await commitAll(project, 'feat: our own work');
  return project;
};
const migrationsOf = async (project: string) => (await readdir(join(project, 'supabase/migrations'))).toSorted();

describe('generate -- example', () => {
  it('makes of a project what `new --with` makes', async () => {
    const project = await projectOf(state.bare);
    expect(await runJson('add', project, 'extra')).toMatchObject({
      exitCode: 0,
      ok: true,
      examples: ['demo', 'extra'],
    });
    for (const path of [
      '.kit.json',
      'package.json',
      'package-lock.json',
      '.env.example',
      'src/types/database.types.ts',
    ])
      expect(await read(project, path)).toBe(await read(state.full, path));
    expect(await treeOf(project)).toBe(await treeOf(state.full));
  });

  it('does nothing, and says so, where the example is there', async () => {
    const project = await projectOf(state.full);
    expect(await run('add', project, 'demo')).toMatchObject({
      exitCode: 0,
      stdout: expect.stringContaining('Nothing to do: demo is in this project'),
    });
    expect(await statusOf(project)).toBe('');
  });

  it('shows in a dry run what it would do', async () => {
    const project = await projectOf(state.bare);
    const { exitCode, stdout } = await run('add', project, 'demo', '--dry-run');
    expect({ exitCode, stdout }).toEqual({ exitCode: 0, stdout: expect.stringContaining('+ src/demo.ts') });
    expect(await statusOf(project)).toBe('');
  });

  it('fits into a project that was edited: later migrations, other dependencies, other lines', async () => {
    const packageJson = JSON.parse(await read(state.bare, 'package.json'));
    const project = await projectOf(state.bare, {
      'supabase/migrations/20990101000000_ours.sql': '-- ours\n',
      'package.json': JSON.stringify({ ...packageJson, dependencies: { ...packageJson.dependencies, 'aaa-ours': '1.0.0' } }, null, 2),
      '.env.example': `${await read(state.bare, '.env.example')}OURS=1\n`,
    }); // prettier-ignore
    expect(await runJson('add', project, 'demo')).toMatchObject({ exitCode: 0, lockfile: 'regenerated' });
    expect((await migrationsOf(project)).at(-1)).toBe('20990101000001_demo.sql');
    expect(JSON.parse(await read(project, 'package.json')).dependencies).toMatchObject({ 'aaa-ours': '1.0.0', 'left-pad': '1.3.0' }); // prettier-ignore
    expect(await read(project, '.env.example')).toMatch(
      /OURS=1\n\n# >>> example demo[^]*DEMO_KEY=\n# <<< example demo\n$/,
    );
  });

  it('refuses what is in its way, names all of it, and leaves the tree as it was', async () => {
    const packageJson = JSON.parse(await read(state.bare, 'package.json'));
    const types = await read(state.full, 'src/types/database.types.ts');
    const project = await projectOf(state.bare, {
      'src/demo.ts': '// ours\n',
      'docs/examples/demo.md': '',
      'package.json': JSON.stringify({ ...packageJson, dependencies: { ...packageJson.dependencies, 'left-pad': '1.0.0' } }, null, 2),
      '.env.example': 'DEMO_KEY=1\n',
      'src/types/database.types.ts': types,
    }); // prettier-ignore
    const { exitCode, error, code } = await runJson('add', project, 'demo');
    expect({ exitCode, code }).toEqual({ exitCode: 1, code: 'conflict' });
    for (const place of ['src/demo.ts', 'docs/examples/demo.md', 'left-pad', 'DEMO_KEY', 'demo_notes'])
      expect(error).toContain(place);
    expect(await statusOf(project)).toBe('');
  });

  it('refuses what is not committed, an unknown name, and a kit that nobody named', async () => {
    const project = await projectOf(state.bare);
    expect(await runJson('add', project, 'nope')).toMatchObject({ exitCode: 2, code: 'unknown_example' });
    const unnamed = await start('add', project, ['demo']).ended;
    expect(unnamed).toMatchObject({ exitCode: 2, stderr: expect.stringContaining('--from') });
    await writeFile(join(project, 'src/new.ts'), '');
    expect(await runJson('add', project, 'demo')).toMatchObject({ exitCode: 1, code: 'dirty' });
    expect(await statusOf(project)).toBe('?? src/new.ts\n');
  });

  it('takes the example of the version that the project is from, not a later one', async () => {
    await writeFiles(kit, { 'examples/demo/src/demo.ts': "export const demo = (): string => 'later';\n" });
    await commitAll(kit, 'feat: later');
    const project = await projectOf(state.bare);
    expect((await run('add', project, 'demo')).exitCode).toBe(0);
    expect(await read(project, 'src/demo.ts')).toBe(await read(state.full, 'src/demo.ts'));
    await gitIn(kit, 'reset', '--quiet', '--hard', 'HEAD~1');
  });

  it('first puts back what a killed command left', async () => {
    const project = await projectOf(state.bare);
    const [half, journal] = ['// half\n', join(project, '.git/kit-update.json')];
    const entries = [{ path: 'src/demo.ts', hash: createHash('sha256').update(half).digest('hex') }];
    await writeFile(join(project, 'src/demo.ts'), half);
    await writeFile(journal, JSON.stringify({ pid: 2 ** 22 + 1, entries }));
    const { exitCode, stderr } = await run('add', project, 'demo');
    expect({ exitCode, stderr }).toEqual({ exitCode: 0, stderr: expect.stringContaining('was put back') });
    expect(await exists(journal)).toBe(false);
    expect(await read(project, 'src/demo.ts')).toBe(await read(state.full, 'src/demo.ts'));
  });

  it('leaves the tree as it was where it is interrupted', async () => {
    const project = await projectOf(state.bare);
    const { child, ended } = start('add', project, ['demo', '--from', kit]);
    setTimeout(() => child.kill('SIGTERM'), 300);
    expect((await ended).exitCode).not.toBe(0);
    expect(await statusOf(project)).toBe('');
  });
});

describe('remove-example', () => {
  it('takes back what was laid, but for the migrations, which another takes back', async () => {
    const project = await projectOf(state.bare);
    await run('add', project, 'demo');
    await commitAll(project, 'feat: demo');
    const { exitCode, notes } = await runJson('remove', project, 'demo');
    expect({ exitCode, notes }).toEqual({
      exitCode: 0,
      notes: [expect.stringContaining('take_back_example_demo.sql')],
    });
    for (const path of [
      '.kit.json',
      'package.json',
      'package-lock.json',
      '.env.example',
      'src/types/database.types.ts',
    ])
      expect(await read(project, path)).toBe(await read(state.bare, path));
    const migrations = await migrationsOf(project);
    const down = migrations.at(-1) ?? '';
    expect(down).toMatch(/^\d{14}_take_back_example_demo\.sql$/);
    expect(await read(project, `supabase/migrations/${down}`)).toContain('drop table "app"."demo_notes";');
    await rm(join(project, 'supabase/migrations', down));
    await rm(join(project, 'supabase/migrations/20260101000900_demo.sql'));
    expect(await treeOf(project)).toBe(await treeOf(state.bare));
  });

  it('lets it be laid again, by a new migration', async () => {
    const project = await projectOf(state.bare);
    for (const verb of ['add', 'remove', 'add', 'remove'] as const) {
      expect({ verb, ...(await run(verb, project, 'demo')) }).toMatchObject({ verb, exitCode: 0 });
      await commitAll(project, `feat: ${verb}`);
    }
    const names = (await migrationsOf(project)).filter((name) => name.includes('demo')).map((name) => name.slice(15));
    expect(names).toEqual(['demo.sql', 'take_back_example_demo.sql', 'demo.sql', 'take_back_example_demo.sql']);
  });

  it('refuses what another example requires, and names it', async () => {
    const project = await projectOf(state.full);
    expect(await runJson('remove', project, 'demo')).toMatchObject({
      exitCode: 1,
      code: 'required',
      error: expect.stringContaining('extra requires it'),
    });
    expect(await statusOf(project)).toBe('');
    expect(await runJson('remove', project, 'extra')).toMatchObject({ exitCode: 0, examples: ['extra'] });
    expect(JSON.parse(await read(project, 'package.json')).dependencies['left-pad']).toBe('1.3.0');
  });

  it('refuses where its files are edited or used, and names them', async () => {
    const types = await read(state.full, 'src/types/database.types.ts');
    const project = await projectOf(state.full, {
      'src/extra.ts': '// ours\n',
      'docs/examples/extra.md': '# Ours\n',
      'src/ours.ts': "import { extra } from './extra.ts';\n\nexport const ours = extra;\n",
      'src/types/database.types.ts': types.replace(
        '      extra_items: {\n',
        '      extra_items: {\n        Ours: true;\n',
      ),
    });
    const { exitCode, error } = await runJson('remove', project, 'extra');
    expect(exitCode).toBe(1);
    for (const place of ['src/extra.ts: it was edited', 'docs/examples/extra.md: it was edited', 'src/ours.ts: it imports src/extra.ts', 'extra_items was altered'])
      expect(error).toContain(place); // prettier-ignore
    expect(await statusOf(project)).toBe('');
  });

  it('keeps a dependency that the project imports by now', async () => {
    const project = await projectOf(state.bare);
    await run('add', project, 'demo');
    await writeFiles(project, { 'src/ours.ts': "import pad from 'left-pad';\n\nexport const ours = pad;\n" });
    await commitAll(project, 'feat: demo, and ours');
    const { exitCode, notes, lockfile } = await runJson('remove', project, 'demo');
    expect({ exitCode, lockfile }).toEqual({ exitCode: 0, lockfile: 'regenerated' });
    expect(notes).toContain('left-pad stays in package.json: your code imports it.');
    expect(notes.join('\n')).not.toContain('is-odd');
    const { dependencies, devDependencies } = JSON.parse(await read(project, 'package.json'));
    expect({ used: dependencies['left-pad'], unused: devDependencies['is-odd'] }).toEqual({ used: '1.3.0' });
  });

  it('says what there is where it is not there', async () => {
    expect(await run('remove', state.bare, 'demo')).toMatchObject({
      exitCode: 1,
      stderr: expect.stringContaining('It has no examples.'),
    });
  });
});

describe('kit:update', () => {
  it('brings the examples of a project along', async () => {
    const project = await projectOf(state.full);
    await writeFiles(kit, { 'examples/demo/src/demo.ts': "export const demo = (): string => 'two';\n", 'examples/demo/src/more.ts': '// two\n' });
    await commitAll(kit, 'feat: demo two');
    const args = [join(project, 'generators/kit/kit.ts'), 'update', kit, '--to', 'HEAD', '--json'];
    const { ended } = workshop.startNode(args, project);
    const { exitCode, stdout } = await ended;
    expect({ exitCode, files: JSON.parse(stdout).files }).toEqual({
      exitCode: 0,
      files: [
        { path: 'src/demo.ts', kind: 'updated', note: null },
        { path: 'src/more.ts', kind: 'added', note: null },
      ],
    });
    expect(JSON.parse(await read(project, '.kit.json')).examples).toEqual(['demo', 'extra']);
    await gitIn(kit, 'reset', '--quiet', '--hard', 'HEAD~1');
  });
}); // prettier-ignore
