import type { Generator } from '../generators.ts';

const HELP = `A client is named by the HTTP API that it calls, in kebab-case: npm run generate -- client weather
--openapi <file or URL>  the OpenAPI 3.1 document of another service made with this kit (http://127.0.0.1:3000/docs/json): a
                         typed function for each of its operations`;

export const clientEntry: Generator = {
  name: 'client',
  summary: 'a client of an outgoing HTTP API, with its configuration, the schema of its reply and a test',
  usage: 'client <name> [--openapi <file or URL>]',
  options: { openapi: { type: 'string' } },
  example: 'client weather',
  help: async () => HELP,
  prompts: [{ name: 'name', message: 'The API that it calls (weather):' }],
  prepare: async (args) => {
    const { pieceName, refuseReserved } = await import('../pieces/piece-name.ts');
    const { parseArgs } = await import('node:util');
    const { values, positionals } = parseArgs({
      args: [...args],
      options: { openapi: { type: 'string' } },
      allowPositionals: true,
    });
    const name = pieceName(positionals, HELP);
    refuseReserved(name, HELP);
    const { openapi } = values;
    if (openapi !== undefined)
      return {
        plan: async (layout) => {
          const { serviceClientPlan } = await import('./openapi/service-client.generator.ts');
          return serviceClientPlan({ name, source: openapi, layout });
        },
        next: [
          `Set ${name.constant}_URL where the service runs, and name its host in OUTGOING_PRIVATE_HOSTS where it is private.`,
        ],
      };
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
