import type { Generator } from '../generators.ts';

export const repositoryEntry: Generator = {
  name: 'repository',
  summary: "a resource's repository, and its table where there is none; needs its schema",
  usage: 'repository <name> <field:type[:modifier…]> …',
  example: 'repository invoice number:string:unique total:decimal due_on:date:nullable',
  help: async () =>
    `It takes the fields of the schema. A table that is in src/types/database.types.ts is taken as it is.\n${(await import('../lib/field.ts')).fieldHelp}`,
  prompts: [
    { name: 'name', message: 'Name of the resource (invoice, order-item):' },
    { name: 'fields', message: 'Its fields, as for its schema (number:string:unique total:decimal):' },
  ],
  prepare: async (args) => {
    const { parseResourceArguments } = await import('../lib/resource-arguments.ts');
    const parsed = parseResourceArguments(args);
    return {
      plan: async (layout, now) => {
        const { repositoryPlan } = await import('./repository.generator.ts');
        return repositoryPlan({ ...parsed, layout, now });
      },
      next: [`npm run generate -- service ${parsed.names.kebab}`],
    };
  },
};
