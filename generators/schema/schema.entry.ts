import type { Generator } from '../generators.ts';

export const schemaEntry: Generator = {
  name: 'schema',
  summary: "a resource's Zod schemas and their types, alone",
  usage: 'schema <name> <field:type[:modifier…]> …',
  example: 'schema invoice number:string:unique total:decimal due_on:date:nullable',
  help: async () => (await import('../lib/field.ts')).fieldHelp,
  prompts: [
    { name: 'name', message: 'Name of the resource (invoice, order-item):' },
    { name: 'fields', message: 'Fields, apart by blanks (number:string:unique total:decimal):' },
  ],
  prepare: async (args) => {
    const { parseResourceArguments } = await import('../lib/resource-arguments.ts');
    const parsed = parseResourceArguments(args);
    return {
      plan: async (layout, now) => {
        const { resourcePart } = await import('../pieces/resource-part.ts');
        return resourcePart({ ...parsed, layout, now }, (path) => path.endsWith('.schema.ts'));
      },
      next: [`npm run generate -- repository ${args.join(' ')}`],
    };
  },
};
