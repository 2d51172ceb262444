import type { Generator } from '../generators.ts';

const HELP = 'A decision is named by what was chosen, in kebab-case: npm run generate -- decision use-webhooks';

export const decisionEntry: Generator = {
  name: 'decision',
  summary: 'a decision record with the next number, docs/decisions/<number>-<name>.md',
  usage: 'decision <name>',
  example: 'decision use-webhooks',
  help: async () => HELP,
  prompts: [{ name: 'name', message: 'What was chosen (use-webhooks):' }],
  prepare: async (args) => {
    const { pieceName } = await import('../pieces/piece-name.ts');
    const name = pieceName(args, HELP);
    return {
      plan: async (layout) => {
        const { decisionPlan } = await import('./decision.generator.ts');
        return decisionPlan({ name, layout });
      },
      next: ['Fill in what was chosen and why, in a few sentences each, and commit it with the work.'],
    };
  },
};
