import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import type { generateCommand } from '../../lib/generate-command.ts';
import type { destroyCommand } from '../../lib/destroy-command.ts';
import type { generators } from '../../generators.ts';

type Loaded = {
  readonly generateCommand: typeof generateCommand;
  readonly destroyCommand: typeof destroyCommand;
  readonly generators: typeof generators;
};

/**
 * The commands `generate` and `destroy` of a project, in this process: starting npm and Node takes longer than what they do,
 * and is tested elsewhere. They throw with what they said where they end with another code than 0.
 */
export const projectCommands = async (project: string) => {
  const load = async (file: string): Promise<Loaded> => import(pathToFileURL(join(project, 'generators', file)).href);
  const commands = {
    ...(await load('generators.ts')),
    ...(await load('lib/generate-command.ts')),
    ...(await load('lib/destroy-command.ts')),
  };
  return async (name: 'generate' | 'destroy', args: readonly string[]): Promise<void> => {
    const said: string[] = [];
    const say = (text: string): void => void said.push(text);
    const shared = { args, cwd: project, signal: AbortSignal.timeout(120_000), out: say, err: say };
    const code = await (name === 'destroy'
      ? commands.destroyCommand(shared)
      : commands.generateCommand({ ...shared, generators: commands.generators }));
    if (code !== 0) throw new Error(`npm run ${name} -- ${args.join(' ')} ended with ${code}:\n${said.join('\n')}`);
  };
};
