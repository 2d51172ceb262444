import type { Generator } from '../generators.ts';

export const promptEntry: Generator = {
  name: 'prompt',
  summary: 'a prompt for a model, with the schema of its input and a test',
  usage: 'prompt <name> <field:type> …',
  example: 'prompt summarise text:text',
  help: async () => (await import('./prompt-arguments.ts')).promptHelp,
  prompts: [
    { name: 'name', message: 'What the model is to do (summarise):' },
    { name: 'fields', message: 'What it is given (text:text language:string):' },
  ],
  prepare: async (args) => {
    const { parsePromptArguments } = await import('./prompt-arguments.ts');
    const { name, fields } = parsePromptArguments(args);
    return {
      plan: async (layout) => {
        const { promptPlan } = await import('./prompt.generator.ts');
        return promptPlan({ name, fields, layout });
      },
      next: [
        `Write what it says in src/prompts/${name.kebab}.prompt.ts.`,
        'npm run lint -- --fix  # records this version of it; until then lint names it',
      ],
    };
  },
};
