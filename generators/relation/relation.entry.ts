import type { Generator } from '../generators.ts';

export const relationEntry: Generator = {
  name: 'relation',
  summary: 'a reference of a resource that was generated to another: as `field` with a field of type references',
  usage: 'relation <resource> belongs_to <resource> [nullable]',
  example: 'relation invoice belongs_to customer nullable',
  help: async () => (await import('./relation-arguments.ts')).relationHelp,
  prompts: [
    { name: 'name', message: 'Name of the resource that has the reference (invoice):' },
    { name: 'relation', message: 'What it belongs to (belongs_to customer, belongs_to customer nullable):' },
  ],
  prepare: async (args) => {
    const [{ relationText }, { parseFieldArguments }] = await Promise.all([
      import('./relation-arguments.ts'),
      import('../field/field-arguments.ts'),
    ]);
    const parsed = parseFieldArguments([args[0] ?? '', relationText(args)]);
    return {
      plan: async (layout, now) => {
        const { fieldPlan } = await import('../field/field.generator.ts');
        return fieldPlan({ ...parsed, command: { generator: 'relation', args }, layout, now });
      },
      next: [
        'npm run verify  # checks the changed code, its tests included',
        'npm run dev     # applies the migration',
      ],
    };
  },
};
