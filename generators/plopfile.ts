import type { NodePlopAPI } from 'node-plop';
import { generators } from './generators.ts';
import { isCommandError } from './lib/command-error.ts';
import { fileTree, followingText } from './lib/report.ts';
import { runGenerator } from './lib/run-generator.ts';
import { stopSignal } from './lib/stop-signal.ts';

/**
 * The generators as Plop's own, for people who like to be asked: `npx plop --plopfile generators/plopfile.ts`.
 * Plop's `add` and `modify` write file by file and leave half of it behind on an error, so one action writes a whole plan.
 */
const plopfile = (plop: NodePlopAPI): void => {
  plop.setActionType('write-plan', async (answers) => {
    const generatorName: unknown = Reflect.get(answers, 'generatorName');
    const generator = generators.find(({ name }) => name === generatorName);
    if (generator === undefined) throw new Error(`There is no generator ${String(generatorName)}.`);
    const args = generator.prompts
      .flatMap(({ name }) => String(Reflect.get(answers, name) ?? '').split(/\s+/))
      .filter((word) => word !== '');
    const notes: string[] = [];
    try {
      const { writes, following } = await runGenerator({
        generator,
        args,
        cwd: process.cwd(),
        dryRun: false,
        force: false,
        check: 'undo',
        signal: stopSignal(),
        onPreview: () => {},
        onNote: (note) => notes.push(note),
      });
      return [...notes, '', fileTree(writes), '', followingText(following)].join('\n').trimEnd();
    } catch (error) {
      if (isCommandError(error)) throw new Error(`${error.message}\n\n${error.next}`, { cause: error });
      throw error;
    }
  });
  for (const { name, summary, prompts } of generators) {
    plop.setGenerator(name, {
      description: summary,
      prompts: prompts.map((prompt) => ({ type: 'input', ...prompt })),
      actions: [{ type: 'write-plan', data: { generatorName: name } }],
    });
  }
};

export default plopfile;
