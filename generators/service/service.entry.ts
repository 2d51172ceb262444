import type { Generator } from '../generators.ts';

export const serviceEntry: Generator = {
  name: 'service',
  summary: "a resource's service, alone; needs its schema and its repository",
  usage: 'service <name>',
  example: 'service invoice',
  help: async () => (await import('../lib/names.ts')).nameHelp,
  prompts: [{ name: 'name', message: 'Name of the resource (invoice, order-item):' }],
  prepare: async (args) => {
    const { parseServiceArguments, servicePlan } = await import('./service.generator.ts');
    const parsed = parseServiceArguments(args);
    return {
      plan: (layout, now) => servicePlan({ ...parsed, layout, now }),
      next: [
        `npm run generate -- route ${parsed.names.kebabPlural}`,
        `npm run generate -- test services/${parsed.names.kebab}`,
      ],
    };
  },
};
