import { spawn } from 'node:child_process';
import { existsSync } from 'node:fs';
import { mkdir, writeFile } from 'node:fs/promises';
import { join, posix } from 'node:path';
import { commandFailure } from './command-error.ts';
import { errorText } from './error-text.ts';
import type { PlannedWrite } from './plan.ts';
import type { Layout } from './project-layout.ts';

const TIMEOUT_MS = 120_000;
const NEXT =
  'Mend the template or the arguments. --keep writes the files all the same, so that you can look at them; --no-check leaves the checks out.';

type Tool = { readonly cwd: string; readonly args: readonly string[]; readonly signal: AbortSignal };

/**
 * Runs a tool of the project's on this Node to its end; it and all that it started are killed when the signal aborts.
 * @throws where it does not start, or does not end in two minutes.
 */
const runTool = ({ cwd, args, signal }: Tool): Promise<{ stdout: string; stderr: string; code: number | null }> =>
  new Promise((resolve, reject) => {
    const child = spawn(process.execPath, args, { cwd, detached: true, stdio: ['ignore', 'pipe', 'pipe'] });
    const output = { stdout: '', stderr: '' };
    for (const name of ['stdout', 'stderr'] as const) {
      child[name].setEncoding('utf8').on('data', (text: string) => (output[name] += text));
    }
    const end = AbortSignal.any([signal, AbortSignal.timeout(TIMEOUT_MS)]);
    const kill = (): void => {
      if (child.pid !== undefined && child.exitCode === null) process.kill(-child.pid, 'SIGKILL');
    };
    end.addEventListener('abort', kill, { once: true });
    if (end.aborted) kill();
    child.once('error', reject);
    child.once('close', (code) => {
      end.removeEventListener('abort', kill);
      if (end.aborted) reject(new Error(signal.aborted ? 'it was stopped' : 'it did not end in two minutes'));
      else resolve({ ...output, code });
    });
  });

/** One line for each error that the project's lint finds in the files. */
const lintErrors = async ({ project, app }: Layout, paths: readonly string[], signal: AbortSignal) => {
  const args = [posix.join(app, 'conventions/lint.ts'), '--json', '--', ...paths];
  const { stdout, stderr } = await runTool({ cwd: project, args, signal });
  const { z } = await import('zod');
  const finding = z.object({ file: z.string(), line: z.number(), rule: z.string(), severity: z.string(), message: z.string() }); // prettier-ignore
  let findings;
  try {
    findings = z.object({ findings: z.array(finding) }).parse(JSON.parse(stdout)).findings;
  } catch (error) {
    throw new Error(`lint answered ${(stderr || stdout).trim().slice(0, 2000)}`, { cause: error });
  }
  return findings
    .filter(({ severity }) => severity === 'error')
    .map(({ file, line, message, rule }) => `${file}:${line}  ${message}  ${rule}`);
};

/**
 * Writes a tsconfig of the files alone and of `src/`, whose plugins tell Fastify's types what they add. The tests, the stack
 * and the tools are as they were, and looking at them would take twice as long.
 */
const writeConfig = async ({ project, app }: Layout, paths: readonly string[]): Promise<string> => {
  const folder = 'node_modules/.cache/generate';
  const fromThere = (...path: string[]): string => posix.relative(folder, posix.join(...path));
  const config = {
    extends: fromThere(app, 'tsconfig.json'),
    include: [fromThere(app, 'src')],
    files: paths.map((path) => fromThere(path)),
  };
  await mkdir(join(project, folder), { recursive: true });
  await writeFile(join(project, folder, 'tsconfig.json'), JSON.stringify(config));
  return posix.join(folder, 'tsconfig.json');
};

/** One line for each error of types in the files; what others have is not this command's to judge. */
const typeErrors = async (layout: Layout, paths: readonly string[], signal: AbortSignal) => {
  const config = await writeConfig(layout, paths);
  // Its threads would each find out anew what the packages' types mean, and lint needs the other core.
  const args = ['node_modules/.bin/tsc', '-p', config, '--noEmit', '--pretty', 'false', '--singleThreaded'];
  const { code, stdout, stderr } = await runTool({ cwd: layout.project, args, signal });
  const errors = stdout.split('\n').filter((line) => /^\S.*: error TS\d+/.test(line));
  if (code !== 0 && errors.length === 0) throw new Error(`tsc answered ${(stderr || stdout).trim().slice(0, 2000)}`);
  return errors.filter((line) => paths.some((path) => line.startsWith(`${path}(`)));
};

const tried = (what: string, check: Promise<string[]>): Promise<string[]> =>
  check.catch((error: unknown) => [`${what} could not be checked: ${errorText(error)}`]);

/** What keeps a project from being checked; null where nothing does. */
const whyNot = ({ project, app }: Layout): string | null => {
  if (!existsSync(join(project, 'node_modules/.bin/tsc'))) return 'the packages are not installed (`npm install`)';
  const missing = ['conventions/lint.ts', 'tsconfig.json'].find((file) => !existsSync(join(project, app, file)));
  return missing === undefined ? null : `the project has no ${missing}`;
};

/**
 * Lints and type-checks what was just written, with the project's own tools.
 * Returns a sentence where that was not possible, and null where all is well.
 * @throws command failure with every error in the files.
 */
export const checkWritten = async (
  layout: Layout,
  writes: readonly PlannedWrite[],
  signal: AbortSignal,
): Promise<string | null> => {
  const changed = writes.filter(({ action }) => action !== 'unchanged').map(({ path }) => path);
  const code = changed.filter((path) => /\.(?:ts|sql)$/.test(path));
  if (code.length === 0) return null;
  const why = whyNot(layout);
  if (why !== null) return `What was written is neither linted nor type-checked: ${why}.`;
  const typed = code.filter((path) => path.endsWith('.ts'));
  const found = await Promise.all([
    tried('Lint', lintErrors(layout, code, signal)),
    typed.length > 0 ? tried('Types', typeErrors(layout, typed, signal)) : [],
  ]);
  const errors = found.flat();
  if (errors.length === 0) return null;
  throw commandFailure(`What was generated does not pass the checks:\n${errors.map((line) => `  ${line}`).join('\n')}`, NEXT); // prettier-ignore
};
