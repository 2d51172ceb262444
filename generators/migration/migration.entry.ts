import type { Generator } from '../generators.ts';

const HELP = 'A migration is named by what it does, in words: npm run generate -- migration add_notes';

export const migrationEntry: Generator = {
  name: 'migration',
  summary: 'an empty migration, later than every one that is there',
  usage: 'migration <what_it_does>',
  example: 'migration add_notes_to_invoices',
  help: async () => HELP,
  prompts: [{ name: 'name', message: 'What it does (add_notes_to_invoices):' }],
  prepare: async (args) => {
    const { pieceName } = await import('../pieces/piece-name.ts');
    const name = pieceName(args, HELP);
    return {
      plan: async (layout, now) => {
        const { migrationPlan } = await import('./migration.generator.ts');
        return migrationPlan({ name, layout, now });
      },
      next: ['Write the SQL; `npm run dev` applies it when it is saved.', 'npm run db:types  # then the types know it'],
    };
  },
};
