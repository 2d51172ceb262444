import { readdir, readFile, stat } from 'node:fs/promises';
import { delimiter, join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { listKitFiles } from '../../project/kit-files.ts';
import { copyKit } from './support/copy-kit.ts';
import { runProgram } from './support/run-program.ts';
import { makeTempFolder } from './support/temp-folder.ts';

const temp = await makeTempFolder();
const kit = join(temp.path, 'kit');
const packed = { tarball: '', paths: [] as string[] };

// A machine's own Node and npm, not those of the kit's node_modules; no registry, no cache.
const env = {
  PATH: (process.env['PATH'] ?? '')
    .split(delimiter)
    .filter((folder) => !folder.includes('node_modules'))
    .join(delimiter),
  npm_config_registry: 'http://127.0.0.1:9',
  npm_config_cache: join(temp.path, 'npm-cache'),
  npm_lifecycle_event: '',
};

// What begins with a dot is easily lost on the way.
const forAgents = [
  '.claude/agents/backend-engineer.md',
  '.github/ISSUE_TEMPLATE/backend-task.yml',
  '.mcp.json',
  'CLAUDE.md',
];

/** Every file below a folder, with its bytes and whether it is executable; git's own left out. */
const treeOf = async (folder: string) => {
  const entries = await readdir(folder, { recursive: true, withFileTypes: true });
  const files = entries.filter((entry) => entry.isFile()).map((entry) => join(entry.parentPath, entry.name));
  const paths = files.map((file) => file.slice(folder.length + 1)).filter((path) => !path.startsWith('.git/'));
  const described = paths.toSorted().map(async (path) => {
    const { mode } = await stat(join(folder, path));
    return [
      path,
      { executable: (mode & 0o100) !== 0, bytes: (await readFile(join(folder, path))).toString('base64') },
    ] as const;
  });
  return Object.fromEntries(await Promise.all(described));
};

beforeAll(async () => {
  await copyKit(kit);
  const { stdout, stderr } = await runProgram('npm', ['pack', '--json', '--pack-destination', temp.path], { cwd: kit });
  const [report] = JSON.parse(stdout.slice(stdout.indexOf('[\n')) || `["${stderr}"]`);
  packed.tarball = `./${report.filename}`; // npx would run an absolute path as a program
  packed.paths = report.files.map((file: { path: string }) => file.path);
}, 60_000);
afterAll(temp.remove);

describe('the packed kit', () => {
  it('holds what projects are composed from, its compiled bin, and nothing else', async () => {
    const kept = (path: string) => !/^(generators\/(project|test)|\.github\/workflows)\//.test(path);
    const parts = (await listKitFiles(kit, AbortSignal.timeout(10_000))).filter(kept);
    const fixed = ['LICENSE', 'package.json', 'dist/create.js', 'dist/lock.json'];
    const others = packed.paths.filter(
      (path) => !/^dist\/(examples\/)?[a-z-]+\.js$/.test(path) && !path.startsWith('README'),
    );
    expect(others.toSorted()).toEqual([...parts, ...fixed.filter((path) => path !== 'dist/create.js')].toSorted());
    expect(packed.paths).toEqual(expect.arrayContaining(fixed));
  });

  it('makes the same project through npx, without a network, as the clone does', async () => {
    const target = join(temp.path, 'by-npx/acme-api');
    const cloned = join(temp.path, 'by-clone/acme-api');
    for (const folder of ['by-npx', 'by-clone']) await runProgram('mkdir', [folder], { cwd: temp.path });
    const args = ['--yes', packed.tarball, target, '--no-install', '--json', '--with', 'demo'];
    const made = await runProgram('npx', args, { cwd: temp.path, env });
    expect({ exitCode: made.exitCode, ...JSON.parse(made.stdout || '{}') }).toMatchObject({
      exitCode: 0,
      ok: true,
      path: target,
    });

    const script = join(kit, 'generators/project/new.ts');
    await runProgram(process.execPath, [script, cloned, '--no-install', '--with', 'demo'], { cwd: kit });
    const tree = await treeOf(target);
    expect(Object.keys(tree).length).toBeGreaterThan(20);
    expect(Object.keys(tree)).toEqual(
      expect.arrayContaining([
        ...forAgents,
        '.gitignore',
        '.npmrc',
        '.husky/pre-commit',
        '.kit.json',
        'package-lock.json',
      ]),
    );
    expect(tree).toEqual(await treeOf(cloned));
  }, 60_000);

  it('tells its own command in its messages, and ends with its exit code', async () => {
    const refused = await runProgram('npx', ['--yes', packed.tarball], { cwd: temp.path, env });
    expect(refused).toMatchObject({ exitCode: 2, stderr: expect.stringContaining('npx create-plinth ../acme-api') });
  }, 30_000);
});
