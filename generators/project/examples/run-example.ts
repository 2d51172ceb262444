import { spawn } from 'node:child_process';
import { copyFile, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { watch } from 'node:fs';
import { refusal } from '../project-error.ts';
import { makeExampleFolder, takeBackChanges, type ExampleFolder } from './example-folder.ts';

type RunExample = {
  /** What follows `npm run example --`. */
  args: readonly string[];
  kitRoot: string;
  /** Takes one message, without its line end. */
  say: (text: string) => void;
  signal: AbortSignal;
};

const USAGE = `Usage: npm run example -- <example,…> [script] [arguments of the script]

Composes a project from the template and the examples as they lie here, in .stack/examples/, and runs a script there:
dev where none is named. Their files are edited in examples/; a server that runs sees each change.

  npm run example -- auth                 npm run dev
  npm run example -- auth test            the example's own tests; with arguments whatever Jest takes
  npm run example -- auth lint --fix      what was mended is taken back to examples/auth
  npm run example -- auth typecheck
  npm run example -- auth db:types        writes examples/auth/database.types.ts`;

/** Runs a script of the project to its end: its output is ours, and so are our signals. @returns its exit code. */
const runScript = (cwd: string, script: string, args: readonly string[], signal: AbortSignal): Promise<number> =>
  new Promise((resolve, reject) => {
    const child = spawn('npm', ['run', '--silent', script, '--', ...args], { cwd, stdio: 'inherit' });
    // A Ctrl-C reaches the script by itself: it belongs to the same terminal. To wait for it is all that is left.
    const stop = () => child.kill('SIGTERM');
    signal.addEventListener('abort', stop, { once: true });
    child.once('error', reject);
    child.once('exit', (code) => {
      signal.removeEventListener('abort', stop);
      resolve(code ?? 1);
    });
  });

/** Composes anew after each change in the kit, once things have been quiet for a moment. @returns what ends it. */
const composeOnChange = (kitRoot: string, compose: () => Promise<unknown>, say: RunExample['say']): (() => void) => {
  const state: { timer: NodeJS.Timeout | null } = { timer: null };
  const again = () => {
    if (state.timer !== null) clearTimeout(state.timer);
    state.timer = setTimeout(() => {
      compose().catch((error: unknown) => say(error instanceof Error ? error.message : String(error)));
    }, 150);
  };
  const watchers = ['template/src', 'examples', 'supabase'].map((part) =>
    watch(join(kitRoot, part), { recursive: true }, again),
  );
  return () => {
    for (const watcher of watchers) watcher.close();
    if (state.timer !== null) clearTimeout(state.timer);
  };
};

const ownTests = ({ sources }: ExampleFolder): string[] => [...sources.keys()].filter((it) => it.endsWith('.test.ts'));

const writeBack = async (folder: ExampleFolder, { kitRoot, say }: RunExample, names: readonly string[]) => {
  const written = await takeBackChanges(folder);
  if (written.length > 0) say(`Taken back to the examples: ${written.join(', ')}.`);
  const [only, ...more] = names;
  const types = join(folder.path, 'src/types/database.types.ts');
  // Types of several examples together would not be those of one.
  if (only === undefined || more.length > 0) return;
  const target = join(kitRoot, 'examples', only, 'database.types.ts');
  const [from, to] = await Promise.all([types, target].map((path) => readFile(path).catch(() => null)));
  if (from === null || from === undefined || to?.equals(from) === true) return;
  await copyFile(types, target);
  say(`Wrote examples/${only}/database.types.ts.`);
};

/**
 * Runs a script in the project that examples compose to.
 * @returns its exit code. @throws `usage`, and as `composeProject` does.
 */
export const runExample = async (options: RunExample): Promise<number> => {
  const { args, kitRoot, say, signal } = options;
  const [list = '', script = 'dev', ...more] = args;
  const rest = more[0] === '--' ? more.slice(1) : more;
  if (list === '' || list.startsWith('-')) throw refusal('usage', USAGE);
  const names = list.split(',');
  const compose = () => makeExampleFolder({ kitRoot, names, signal: AbortSignal.any([signal, AbortSignal.timeout(60_000)]) }); // prettier-ignore
  const folder = await compose();
  const { scripts }: { scripts: Readonly<Record<string, string>> } = JSON.parse(
    await readFile(join(folder.path, 'package.json'), 'utf8'),
  );
  if (!Object.hasOwn(scripts, script))
    throw refusal('usage', `A project has no script ${script}; it has: ${Object.keys(scripts).join(', ')}.`);
  const endWatch = script === 'dev' ? composeOnChange(kitRoot, compose, say) : () => {};
  const given = script === 'test' && rest.length === 0 ? ownTests(folder) : rest;
  const code = await runScript(folder.path, script, given, signal).finally(endWatch);
  if (script === 'lint' && rest.includes('--fix')) await writeBack(folder, options, []);
  if (script === 'db:types' && code === 0 && !rest.includes('--check')) await writeBack(folder, options, names);
  return code;
};
