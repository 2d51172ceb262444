import type { PlannedFile } from './lib/plan.ts';
import type { Layout } from './lib/project-layout.ts';

/** One generator. What it needs is loaded only when it runs. */
export type Generator = {
  readonly name: string;
  readonly summary: string;
  /** How it is called, after `npm run generate --`. */
  readonly usage: string;
  readonly example: string;
  /** What Plop asks where no arguments are given; all answers together, apart by blanks, are the arguments. */
  readonly prompts: readonly { readonly name: string; readonly message: string }[];
  /** Checks the arguments. @throws usage error with every problem. */
  readonly prepare: (args: readonly string[]) => Promise<{
    readonly plan: (layout: Layout, now: Date) => Promise<readonly PlannedFile[]>;
    readonly next: readonly string[];
  }>;
};

const resource: Generator = {
  name: 'resource',
  summary: 'a table with its migration, schema, repository, service, route and tests',
  usage: 'resource <name> <field:type[:modifier…]> …',
  example: `resource invoice number:string:unique total:decimal due_on:date:nullable customer:references 'status:enum(draft|sent):index'`,
  prompts: [
    { name: 'name', message: 'Name of the resource (invoice, order-item):' },
    { name: 'fields', message: 'Fields, apart by blanks (number:string:unique total:decimal due_on:date:nullable):' },
  ],
  prepare: async (args) => {
    const { parseResourceArguments } = await import('./lib/resource-arguments.ts');
    const { names, fields } = parseResourceArguments(args);
    return {
      plan: async (layout, now) => {
        const { resourcePlan } = await import('./resource/resource.generator.ts');
        return resourcePlan({ names, fields, layout, now });
      },
      next: [
        'npm run verify  # checks the new code, its tests included',
        `npm run dev     # applies the migration and serves /v1/${names.kebabPlural}`,
      ],
    };
  },
};

/** Every generator, as `npm run generate` lists them. */
export const generators: readonly Generator[] = [resource];
