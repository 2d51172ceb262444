import { execFile } from 'node:child_process';
import { mkdir, mkdtemp, realpath, rm, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { promisify } from 'node:util';
import { findProject } from '../../../conventions/project.ts';

const conventions = join(import.meta.dirname, '../../../conventions');
const prettier = 'export default { printWidth: 120, singleQuote: true };\n';
const config = "export { eslintConfig as default } from './conventions/eslint-config.ts';\n";

/** The text of an `eslint.config.js` with our configuration, and one more part. */
export const configWith = (part: string): string =>
  `import { eslintConfig } from './conventions/eslint-config.ts';\n\nexport default [...eslintConfig, ${part}];\n`;

/** A folder with our lint configuration and some files, in a git repository of its own. */
export async function scratch(files: Readonly<Record<string, string>>) {
  const cwd = await realpath(await mkdtemp(join(tmpdir(), 'lint-')));
  const write = async (name: string, text: string): Promise<void> => {
    await mkdir(dirname(join(cwd, name)), { recursive: true });
    await writeFile(join(cwd, name), text);
  };
  const git = (...args: readonly string[]) =>
    promisify(execFile)('git', ['-c', 'user.name=a', '-c', 'user.email=a@example.com', ...args], { cwd });
  const all = { 'eslint.config.js': config, 'prettier.config.js': prettier, ...files };
  for (const [name, text] of Object.entries(all)) await write(name, text);
  const root = dirname(conventions);
  // What the checks of the whole project look for.
  for (const name of ['conventions', 'tsconfig.json', 'commitlint.config.js'])
    await symlink(join(root, name), join(cwd, name));
  await symlink(join(findProject(root).top, 'PATTERNS.md'), join(cwd, 'PATTERNS.md'));
  await git('init', '-q');
  return {
    cwd,
    write,
    commit: async (): Promise<void> => {
      await git('add', '-A');
      await git('commit', '-q', '--no-verify', '-m', 'feat: a');
    },
    /** Runs `npm run lint` as it is, without npm. */
    lint: (...args: readonly string[]) =>
      new Promise<{ code: number; stdout: string; stderr: string }>((done) => {
        execFile(
          process.execPath,
          [join(conventions, 'lint.ts'), ...args],
          { cwd, timeout: 60_000 },
          (error, stdout, stderr) => done({ code: error === null ? 0 : Number(error.code ?? -1), stdout, stderr }),
        );
      }),
    remove: (): Promise<void> => rm(cwd, { recursive: true, force: true }),
  };
}
