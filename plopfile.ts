import type { NodePlopAPI } from 'node-plop';
import { generators } from './generators/generators.ts';
import { generateCommand } from './generators/lib/generate-command.ts';
import { stopSignal } from './generators/lib/stop-signal.ts';

/**
 * The generators as Plop's own, for people who like to be asked: `npx plop`, or `npx plop resource`.
 * Plop's `add` and `modify` write file by file and leave half of it behind on an error, so one action runs the whole command.
 */
const plopfile = (plop: NodePlopAPI): void => {
  plop.setActionType('generate', async (answers) => {
    const generator = generators.find(({ name }) => name === Reflect.get(answers, 'generatorName'));
    if (generator === undefined) throw new Error('Plop runs a generator that is not in generators/generators.ts.');
    const args = generator.prompts.flatMap(({ name }) => {
      const answer = String(Reflect.get(answers, name) ?? '').trim();
      // A name may be of two words; what else is answered is arguments, apart by blanks.
      return name === 'name' ? [answer.replaceAll(/\s+/g, '-')] : answer.split(/\s+/);
    });
    const said: string[] = [];
    const say = (text: string): void => void said.push(text);
    const code = await generateCommand({
      args: [generator.name, ...args.filter((word) => word !== '')],
      generators,
      cwd: process.cwd(),
      signal: stopSignal(),
      out: say,
      err: say,
    });
    if (code !== 0) throw new Error(said.join('\n'));
    return `\n${said.join('\n')}`;
  });
  for (const { name, summary, prompts } of generators) {
    plop.setGenerator(name, {
      description: summary,
      prompts: prompts.map((prompt) => ({ type: 'input', ...prompt })),
      actions: [{ type: 'generate', data: { generatorName: name } }],
    });
  }
};

export default plopfile;
