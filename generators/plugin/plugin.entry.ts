import type { Generator } from '../generators.ts';

const HELP = 'A plugin is named by its one concern, in kebab-case: npm run generate -- plugin request-cost';

export const pluginEntry: Generator = {
  name: 'plugin',
  summary: 'a Fastify plugin with its test; it is found by its folder',
  usage: 'plugin <name>',
  example: 'plugin request-cost',
  help: async () => HELP,
  prompts: [{ name: 'name', message: 'Its concern (request-cost):' }],
  prepare: async (args) => {
    const { pieceName } = await import('../pieces/piece-name.ts');
    const name = pieceName(args, HELP);
    return {
      plan: async (layout) => {
        const { pluginPlan } = await import('./plugin.generator.ts');
        return pluginPlan({ name, layout });
      },
      next: [`Write its hook in src/plugins/${name.kebab}.ts, and a test for each thing that it promises.`],
    };
  },
};
