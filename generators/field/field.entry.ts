import type { Generator } from '../generators.ts';

export const fieldEntry: Generator = {
  name: 'field',
  summary: 'a field, or several, of a resource that was generated: its migration, and the change in each of its files',
  usage: 'field <resource> <field:type[:modifier…][:default(value)]> …',
  example: `field invoice notes:text:nullable 'discount:decimal:default(0)'`,
  help: async () => (await import('./field-arguments.ts')).newFieldHelp,
  prompts: [
    { name: 'name', message: 'Name of the resource (invoice, order-item):' },
    { name: 'fields', message: 'Fields to add, apart by blanks (notes:text:nullable):' },
  ],
  prepare: async (args) => {
    const { parseFieldArguments } = await import('./field-arguments.ts');
    const parsed = parseFieldArguments(args);
    return {
      plan: async (layout, now) => {
        const { fieldPlan } = await import('./field.generator.ts');
        return fieldPlan({ ...parsed, command: { generator: 'field', args }, layout, now });
      },
      next: [
        'npm run verify  # checks the changed code, its tests included',
        'npm run dev     # applies the migration',
      ],
    };
  },
};
