// The pre-commit hook (.husky/pre-commit): lints the staged files and checks the types of what the commit will hold.
import { copyFile, mkdir, mkdtemp, rename, rm } from 'node:fs/promises';
import { delimiter, join, relative, resolve } from 'node:path';
import { runCommand } from './staged/run-command.ts';

/** More than this, and the whole project is linted: the system limits the length of a command line. */
const MANY = 500;
const DEADLINE_MS = 120_000;

// Below the project, so that its packages are found. What a killed process leaves there is removed by `npm test`.
const scratch = join(import.meta.dirname, '../.stack/tmp');
const top = process.cwd(); // git starts hooks in the root of the work tree
const buildInfo = join(top, 'node_modules/.cache/staged.tsbuildinfo');

const git = async (...args: readonly string[]): Promise<string> => {
  const { code, output } = await runCommand('git', args, { cwd: top, env: process.env, deadlineMs: DEADLINE_MS });
  if (code !== 0) throw new Error(`git ${args[0]} failed: ${output.trim()}`);
  return output;
};

const staged = async (filter: string): Promise<string[]> =>
  (await git('diff', '--cached', '--name-only', '--no-renames', '-z', `--diff-filter=${filter}`))
    .split('\0')
    .filter((file) => file !== '');

/** The environment in which `dir`, a copy of the index, is git's work tree. */
const asWorkTree = async (dir: string): Promise<NodeJS.ProcessEnv> => ({
  ...process.env,
  PATH: `${join(top, 'node_modules/.bin')}${delimiter}${process.env['PATH'] ?? ''}`,
  NODE_COMPILE_CACHE: join(top, 'node_modules/.cache/node'),
  GIT_DIR: resolve((await git('rev-parse', '--git-dir')).trim()),
  GIT_INDEX_FILE: resolve((await git('rev-parse', '--git-path', 'index')).trim()),
  GIT_WORK_TREE: dir,
});

/** Both work on a copy of the index, so what is not staged plays no part, and nothing in the work tree is touched. */
async function check(dir: string, files: readonly string[]): Promise<string> {
  await git('checkout-index', '--all', `--prefix=${dir}/`);
  // What tsc learned from the last commit's files, which makes this run three times as short.
  await copyFile(buildInfo, join(dir, 'tsbuildinfo')).catch(() => undefined);
  const options = { cwd: dir, env: await asWorkTree(dir), deadlineMs: DEADLINE_MS };
  const lint = join(dir, relative(top, join(import.meta.dirname, 'lint.ts')));
  const results = await Promise.all([
    files.length === 0
      ? { code: 0, output: '' }
      : runCommand('node', [lint, ...(files.length > MANY ? [] : ['--', ...files])], options),
    runCommand('tsc', ['-p', '.', '--incremental', '--tsBuildInfoFile', 'tsbuildinfo'], options),
  ]);
  // Without it the next run is slower, and nothing else.
  await rename(join(dir, 'tsbuildinfo'), buildInfo).catch(() => undefined);
  return results.flatMap(({ code, output }) => (code === 0 ? [] : [output.trim()])).join('\n\n');
}

async function main(): Promise<void> {
  if ((await staged('ACDMRT')).length === 0) return;
  await mkdir(scratch, { recursive: true });
  const dir = await mkdtemp(join(scratch, `${process.pid}-`));
  try {
    const problems = await check(dir, await staged('ACMR'));
    if (problems === '') return;
    process.stderr.write(
      `${problems}\n\nNot committed: what is staged breaks the conventions or the types (PATTERNS.md › Commits). Mend it, ` +
        '`git add` it, and commit again.\nWhat is not staged was left alone. In need, `git commit --no-verify`; CI checks it again.\n',
    );
    process.exitCode = 1;
  } finally {
    await rm(dir, { recursive: true, force: true, maxRetries: 3 });
  }
}

await main().catch((error: unknown) => {
  process.stderr.write(`The staged files could not be checked. ${error instanceof Error ? error.message : error}\n`);
  process.exitCode = 1;
});
