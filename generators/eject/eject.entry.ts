import type { Generator } from '../generators.ts';

export const ejectEntry: Generator = {
  name: 'eject',
  summary: "a generator's templates, into templates/ of the project, where they win",
  usage: 'eject <generator>',
  example: 'eject resource',
  help: async () =>
    'What is in templates/<generator>/ is used instead of the template of the same name in generators/.',
  prompts: [{ name: 'generator', message: 'Generator whose templates are to be your own (resource):' }],
  prepare: async (args) => {
    const { ejectPlan, templatesOf } = await import('./eject.generator.ts');
    const { name, files } = await templatesOf(args);
    return {
      plan: async () => ejectPlan(name, files),
      next: [
        `Edit templates/${name}/*.hbs, delete those that stay as they are, and commit them.`,
        `npm run generate -- ${name} … --dry-run  # shows what they make`,
      ],
    };
  },
};
