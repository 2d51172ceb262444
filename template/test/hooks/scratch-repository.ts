import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { cp, mkdir, readdir, readFile, symlink, writeFile } from 'node:fs/promises';
import { findPackageJSON } from 'node:module';
import path from 'node:path';
import { text } from 'node:stream/consumers';
import { paths } from '../../stack/paths.ts';
import { scratchDir } from '../../stack/scratch-dir.ts';

const parts = ['.husky', 'conventions', 'stack', 'package.json', 'check-node.js', '.prettierignore'];
const configs = ['commitlint.config.js', 'eslint.config.js', 'prettier.config.js'];

type Run = { readonly cwd?: string; readonly env?: Readonly<Record<string, string>> };

/** The environment without what git tells the hooks it runs, in case that these tests are run by one. */
const withoutGit = (): NodeJS.ProcessEnv =>
  Object.fromEntries(Object.entries(process.env).filter(([name]) => !name.startsWith('GIT_')));

/** Links to the installed packages, with room for caches of its own. */
async function linkPackages(from: string, folder: string): Promise<void> {
  await mkdir(folder);
  const names = (await readdir(from)).filter((name) => name !== '.cache');
  await Promise.all(names.map((name) => symlink(path.join(from, name), path.join(folder, name))));
}

/**
 * A git repository with the tools of this project and next to no code, for hooks to run in. `remove` takes it away, with
 * all that lies beside it.
 */
export async function scratchRepository() {
  const { dir, remove } = await scratchDir();
  const root = path.join(dir, 'project');
  const packages = path.join(path.dirname(findPackageJSON('husky', import.meta.url) ?? ''), '..');

  /** Runs a program in the repository, 60 s at most; `said` is all that it wrote. */
  async function run(command: string, args: readonly string[], { cwd = root, env = {} }: Run = {}) {
    const identity = { GIT_CONFIG_GLOBAL: '/dev/null', GIT_CONFIG_NOSYSTEM: '1', NODE_OPTIONS: '' };
    const child = spawn(command, args, {
      cwd,
      env: { ...withoutGit(), ...identity, ...env },
      stdio: ['ignore', 'pipe', 'pipe'],
      timeout: 60_000,
      killSignal: 'SIGKILL',
    });
    const [stdout, stderr, [code]] = await Promise.all([text(child.stdout), text(child.stderr), once(child, 'exit')]);
    return { code: code as number | null, stdout, said: stdout + stderr };
  }
  const write = async (file: string, content: string): Promise<void> => {
    await mkdir(path.dirname(path.join(root, file)), { recursive: true });
    await writeFile(path.join(root, file), content);
  };

  await mkdir(path.join(root, 'supabase/migrations'), { recursive: true });
  for (const part of [...parts, ...configs]) {
    const filter = (source: string) => path.basename(source) !== '_';
    await cp(path.join(paths.root, part), path.join(root, part), { recursive: true, filter });
  }
  await write('supabase/migrations/20260101000000_base.sql', '');
  const tsconfig: unknown = JSON.parse(await readFile(path.join(paths.root, 'tsconfig.json'), 'utf8'));
  // The types of the tools are no matter here.
  await write('tsconfig.json', `${JSON.stringify({ ...Object(tsconfig), include: ['src'] }, null, 2)}\n`);
  await write('.gitignore', 'node_modules\n.stack\n');
  await write('src/utils/sum.ts', 'export const sum = (a: number, b: number): number => a + b;\n');
  await linkPackages(packages, path.join(root, 'node_modules'));
  for (const args of [
    ['init', '--quiet', '-b', 'main'],
    ['config', 'user.name', 'Ada'],
    ['config', 'user.email', 'ada@example.com'],
    ['add', '--all'],
    ['commit', '--quiet', '-m', 'chore: start'],
  ]) {
    const { code, said } = await run('git', args);
    if (code !== 0) throw new Error(`git ${args.join(' ')}: ${said}`);
  }
  return { root, run, write, remove, linkPackages: (folder: string) => linkPackages(packages, folder) };
}
