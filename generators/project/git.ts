import { failure, systemCode } from './project-error.ts';
import { run } from './run.ts';

// Set by git while it runs a hook: they would point us at the repository of whoever started us.
const repositoryVariables = [
  'GIT_DIR',
  'GIT_WORK_TREE',
  'GIT_INDEX_FILE',
  'GIT_OBJECT_DIRECTORY',
  'GIT_ALTERNATE_OBJECT_DIRECTORIES',
  'GIT_COMMON_DIR',
  'GIT_PREFIX',
  'GIT_NAMESPACE',
];

type GitOptions = { cwd: string; signal: AbortSignal };

const start = async (args: readonly string[], { cwd, signal }: GitOptions) => {
  const env = Object.fromEntries(Object.entries(process.env).filter(([key]) => !repositoryVariables.includes(key)));
  try {
    return await run('git', args, { cwd, env, signal, timeoutMs: 60_000, output: 'capture' });
  } catch (error) {
    if (systemCode(error) !== 'ENOENT') throw error;
    throw failure('git_missing', 'git was not found on the PATH. Install git 2.28 or newer, then run this again.');
  }
};

/** Runs git in `cwd` and returns its output. @throws `git_missing`; `git_failed` with what git said. */
export const git = async (args: readonly string[], options: GitOptions): Promise<string> => {
  const { exitCode, stdout, stderr } = await start(args, options);
  if (exitCode === 0) return stdout;
  const command = args.find((arg) => /^[a-z][a-z-]*$/.test(arg)) ?? '';
  throw failure('git_failed', `git ${command} failed. It said:\n${(stderr.trim() || stdout.trim()).slice(-2_000)}`);
};

/** Runs git in `cwd` and returns its output, or null when it says no. @throws `git_missing`. */
export const gitOrNull = async (args: readonly string[], options: GitOptions): Promise<string | null> => {
  const { exitCode, stdout } = await start(args, options);
  return exitCode === 0 ? stdout : null;
};

const isConfigured = async (variable: string, options: GitOptions): Promise<boolean> =>
  (await start(['-c', 'user.useConfigOnly=true', 'var', variable], options)).exitCode === 0;

/** Makes the folder a repository on `main`, with one commit of all its files. @throws as `git` does. */
export const commitAll = async (message: string, options: GitOptions): Promise<void> => {
  await git(['init', '--quiet', '-b', 'main'], options);
  await git(['add', '--all'], options);
  // A fresh machine has no identity, and git would refuse to commit or make one up from the host's name.
  const known = await Promise.all(['GIT_AUTHOR_IDENT', 'GIT_COMMITTER_IDENT'].map((it) => isConfigured(it, options)));
  const identity = known.every(Boolean)
    ? []
    : ['-c', 'user.name=create-plinth', '-c', 'user.email=create-plinth@localhost'];
  await git([...identity, '-c', 'commit.gpgsign=false', 'commit', '--quiet', '-m', message], options);
};
