import type { Generator } from '../generators.ts';

export const routeEntry: Generator = {
  name: 'route',
  summary: "a resource's routes; with its fields, their test as well; needs its schema and its service",
  usage: 'route <name> [field:type[:modifier…]] …',
  example: 'route invoices number:string:unique total:decimal due_on:date:nullable',
  help: async () =>
    `Without fields it writes the routes alone; with those of the schema, the sample and the test too.\n${(await import('../lib/field.ts')).fieldHelp}`,
  prompts: [
    { name: 'name', message: 'Name of the resource (invoices, order-items):' },
    { name: 'fields', message: 'Its fields, for its test (none: no test):' },
  ],
  prepare: async (args) => {
    const { namesAndFields } = await import('../pieces/names-and-fields.ts');
    const parsed = namesAndFields(args);
    return {
      plan: async (layout, now) => {
        const { routePlan } = await import('./route.generator.ts');
        return routePlan({ ...parsed, layout, now });
      },
      next: [`npm run dev     # serves /v1/${parsed.names.kebabPlural}`],
    };
  },
};
