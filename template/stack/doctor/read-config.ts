import { execFile } from 'node:child_process';
import path from 'node:path';
import { promisify } from 'node:util';
import type { Place } from './check-result.ts';

type Read = { readonly problem: string | null; readonly known: readonly string[] };

const DEADLINE_MS = 1800;

// Loading the configuration parses the environment of its process, so it has one of its own.
const SCRIPT = `
const { config } = await import(process.argv[1]);
process.stdout.write(JSON.stringify(Object.keys(config)));`;

/**
 * Loads the project's configuration with these variables, as `npm start` would: what is set already wins.
 * `problem` is what it says of them; `known` are the variables that it reads.
 */
export const readConfig = async ({ root, env }: Place, variables: Readonly<Record<string, string>>): Promise<Read> => {
  const file = path.join(root, 'src/config/config.ts');
  const { NODE_OPTIONS: _options, ...inherited } = env;
  const options = {
    cwd: root,
    env: { ...variables, ...inherited },
    timeout: DEADLINE_MS,
    killSignal: 'SIGKILL' as const,
  };
  const args = ['--input-type=module', '--eval', SCRIPT, file];
  try {
    const { stdout } = await promisify(execFile)(process.execPath, args, options);
    return { problem: null, known: JSON.parse(stdout) as string[] };
  } catch (error) {
    const said = String(Reflect.get(Object(error), 'stderr') ?? '');
    const listed = said.split('\n').filter((line) => /^ {2}[A-Z][A-Z0-9_]*: /.test(line));
    if (listed.length > 0) return { problem: listed.join('\n'), known: [] };
    throw new Error(
      `the configuration could not be loaded (${said.split('\n').find((line) => /Error/.test(line)) ?? error})`,
    );
  }
};
