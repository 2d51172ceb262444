import type { Generator } from '../generators.ts';

const HELP = 'A client is named by the HTTP API that it calls, in kebab-case: npm run generate -- client weather';

export const clientEntry: Generator = {
  name: 'client',
  summary: 'a client of an outgoing HTTP API, with its configuration, the schema of its reply and a test',
  usage: 'client <name>',
  example: 'client weather',
  help: async () => HELP,
  prompts: [{ name: 'name', message: 'The API that it calls (weather):' }],
  prepare: async (args) => {
    const { pieceName, refuseReserved } = await import('../pieces/piece-name.ts');
    const name = pieceName(args, HELP);
    refuseReserved(name, HELP);
    return {
      plan: async (layout) => {
        const { clientPlan } = await import('./client.generator.ts');
        return clientPlan({ name, layout });
      },
      next: [
        `Describe what is used of the reply in src/schemas/${name.kebab}.schema.ts.`,
        `Set ${name.constant}_URL where the API runs; without it, calls of the client answer 503. Where its address is not public, name its host in OUTGOING_PRIVATE_HOSTS as well.`,
      ],
    };
  },
};
