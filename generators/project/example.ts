import { spawn } from 'node:child_process';
import { existsSync } from 'node:fs';
import { copyFile, mkdir, readdir, readFile, rm, symlink, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { composeProject } from './compose-project.ts';

const kitRoot = join(import.meta.dirname, '../..');
const keep = ['node_modules', '.stack', 'coverage', 'dist'];

const walk = async (root: string, path: string): Promise<string[]> => {
  const entries = await readdir(join(root, path), { withFileTypes: true });
  const found = entries
    .filter((entry) => path !== '' || !keep.includes(entry.name))
    .map(async (entry) => {
      const at = path === '' ? entry.name : `${path}/${entry.name}`;
      return entry.isDirectory() ? walk(root, at) : [at];
    });
  return (await Promise.all(found)).flat();
};

const link = async (from: string, to: string): Promise<void> => {
  if (!existsSync(from)) return;
  await mkdir(to, { recursive: true });
  for (const entry of await readdir(from)) {
    if (entry !== '.cache' && !existsSync(join(to, entry))) await symlink(join(from, entry), join(to, entry));
  }
};

const [name = '', script = 'dev', ...rest] = process.argv.slice(2);
const target = join(kitRoot, '.stack/examples', name);
const signal = AbortSignal.timeout(60_000);
const { files } = await composeProject({
  kitRoot,
  name: 'example',
  examples: name.split('+'),
  untracked: true,
  signal,
});
await mkdir(target, { recursive: true });
for (const path of await walk(target, '')) if (!files.has(path)) await rm(join(target, path), { force: true });
for (const [path, { bytes, executable }] of files) {
  const at = join(target, path);
  const before = await readFile(at).catch(() => null);
  if (before !== null && before.equals(bytes)) continue;
  await mkdir(dirname(at), { recursive: true });
  await writeFile(at, bytes, { mode: executable ? 0o777 : 0o666 });
}
await link(join(kitRoot, 'node_modules'), join(target, 'node_modules'));
const types = join(kitRoot, 'examples', name, 'database.types.ts');
if (existsSync(types)) await copyFile(types, join(target, 'src/types/database.types.ts'));
const own =
  rest.length === 0 && script === 'test' ? await walk(join(kitRoot, 'examples', name), 'test').catch(() => []) : [];
const args = own.length > 0 ? own.filter((path) => path.endsWith('.test.ts')) : rest;
const child = spawn('npm', ['run', script, '--', ...args], { cwd: target, stdio: 'inherit', env: process.env });
child.once('exit', (code) => {
  void (async () => {
    if (script === 'db:types' && code === 0 && !rest.includes('--check'))
      await copyFile(join(target, 'src/types/database.types.ts'), types);
    process.exitCode = code ?? 1;
  })();
});
