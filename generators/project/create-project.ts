import { relative } from 'node:path';
import { composeProject } from './compose-project.ts';
import { findTarget } from './find-target.ts';
import { failure, isTimeout, systemCode } from './project-error.ts';
import { run } from './run.ts';
import { writeProject } from './write-project.ts';

type CreateProjectOptions = {
  kitRoot: string;
  /** Where the project goes, relative to `cwd`. */
  path: string;
  cwd: string;
  examples: readonly string[];
  install: boolean;
  /** Told what happens now, one line each. */
  onProgress: (line: string) => void;
  /** Told what the reader should know of the project, one line each. */
  onNote: (line: string) => void;
  /** Lets npm write to the terminal (on stderr) while it installs. */
  showInstall: boolean;
  signal: AbortSignal;
};

export type CreatedProject = {
  path: string;
  name: string;
  kit: string;
  examples: readonly string[];
  files: number;
  installed: boolean;
  next: readonly string[];
};

const quote = (path: string): string => (/^[\w./@+-]+$/.test(path) ? path : `'${path.replaceAll("'", "'\\''")}'`);

const leftOutNote = (paths: readonly string[]): string => {
  const [count, them] = paths.length === 1 ? ['1 file', 'it'] : [`${paths.length} files`, 'them'];
  const named = `${paths.slice(0, 3).join(', ')}${paths.length > 3 ? ', …' : ''}`;
  return `Left out ${count} of the kit that git does not track: ${named}. Commit ${them} there if projects should have ${them}.`;
};

const install = async ({ showInstall, signal }: CreateProjectOptions, cwd: string, next: string[]): Promise<void> => {
  const kept = `The project is in ${cwd}, committed and complete but for its packages.`;
  const output = showInstall ? 'stderr' : 'capture';
  try {
    const result = await run('npm', ['install'], { cwd, env: process.env, signal, timeoutMs: 15 * 60_000, output });
    if (result.exitCode === 0) return;
    const said = result.stderr.trim().split('\n').slice(-15).join('\n');
    throw failure(
      'install_failed',
      `npm install failed. ${kept} Try again there.${said && `\nnpm said:\n${said}`}`,
      next,
    );
  } catch (error) {
    if (signal.aborted) throw failure('interrupted', `npm install was interrupted. ${kept}`, next);
    if (systemCode(error) === 'ENOENT')
      throw failure('install_failed', `npm was not found on the PATH. ${kept} Install npm, then run it there.`, next);
    if (isTimeout(error))
      throw failure('install_failed', `npm install took more than 15 minutes and was stopped. ${kept}`, next);
    throw error;
  }
};

/**
 * Makes a client project: composes it, commits it, puts it in place, and installs its packages when asked to.
 * Until it is in place nothing is left behind, whatever fails; a failing `npm install` leaves the project.
 * @throws a `ProjectError` for all that can be foreseen; `interrupted` when `signal` is aborted.
 */
export const createProject = async (options: CreateProjectOptions): Promise<CreatedProject> => {
  const { kitRoot, cwd, examples, onProgress, onNote, signal } = options;
  const target = await findTarget({ path: options.path, cwd, kitRoot });
  const fromHere = relative(cwd, target.path);
  const cd = `cd ${quote(fromHere !== '' && fromHere.length < target.path.length ? fromHere : target.path)}`;
  try {
    onProgress(`Composing ${target.name} …`);
    const { name } = target;
    const composed = await composeProject({ kitRoot, name, examples, untracked: false, signal });
    const { kitVersion, files, leftOut } = composed;
    if (leftOut.length > 0) onNote(leftOutNote(leftOut));
    const message = `chore: start ${target.name} from the kit ${kitVersion}`;
    await writeProject({ target: target.path, files, message, signal });
    if (options.install) {
      onProgress(`Installing the packages of ${target.name} (about a minute; --no-install leaves it to you) …`);
      await install(options, target.path, [cd, 'npm install']);
    }
    const next = [cd, ...(options.install ? [] : ['npm install']), 'npm run setup', 'npm run dev'];
    return {
      ...target,
      kit: kitVersion,
      examples: composed.examples,
      files: files.size,
      installed: options.install,
      next,
    };
  } catch (error) {
    if (signal.aborted && error === signal.reason)
      throw failure('interrupted', 'Interrupted: nothing was written. Run it again to make the project.');
    if (isTimeout(error))
      throw failure('git_failed', 'git took more than a minute and was stopped; nothing was written. Run it again.');
    throw error;
  }
};
