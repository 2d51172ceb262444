import { execFile } from 'node:child_process';
import { promisify } from 'node:util';

// Set by git while it runs a hook: they would point us at the repository of whoever started us.
const ofHooks = ['GIT_DIR', 'GIT_WORK_TREE', 'GIT_INDEX_FILE', 'GIT_COMMON_DIR', 'GIT_PREFIX', 'GIT_OBJECT_DIRECTORY'];

/**
 * Runs git in a folder; resolves to what it wrote, without the last line's end.
 * @throws with what git said, also after a minute, and where there is no git.
 */
export async function git(args: readonly string[], cwd: string): Promise<string> {
  const inherited = Object.entries(process.env).filter(([name]) => !ofHooks.includes(name));
  const env = { ...Object.fromEntries(inherited), LC_ALL: 'C' };
  try {
    return (await promisify(execFile)('git', args, { cwd, env, timeout: 60_000 })).stdout.trimEnd();
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'ENOENT')
      throw new Error('git was not found on the PATH. Install it, then run this again.');
    const said = error instanceof Error && 'stderr' in error ? String(error.stderr).trim() : '';
    throw new Error(`git ${args[0]} failed. It said:\n${said === '' ? 'nothing (a minute passed?)' : said}`);
  }
}
