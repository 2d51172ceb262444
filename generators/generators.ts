import { clientEntry } from './client/client.entry.ts';
import { decisionEntry } from './decision/decision.entry.ts';
import { ejectEntry } from './eject/eject.entry.ts';
import { eventEntry } from './event/event.entry.ts';
import { fieldEntry } from './field/field.entry.ts';
import { jobEntry } from './job/job.entry.ts';
import type { PlannedFile } from './lib/plan.ts';
import type { Layout } from './lib/project-layout.ts';
import { migrationEntry } from './migration/migration.entry.ts';
import { pluginEntry } from './plugin/plugin.entry.ts';
import { promptEntry } from './prompt/prompt.entry.ts';
import { relationEntry } from './relation/relation.entry.ts';
import { repositoryEntry } from './repository/repository.entry.ts';
import { routeEntry } from './route/route.entry.ts';
import { schemaEntry } from './schema/schema.entry.ts';
import { serviceEntry } from './service/service.entry.ts';
import { testFileEntry } from './test-file/test-file.entry.ts';

/** One generator. What it needs is loaded only when it runs. */
export type Generator = {
  readonly name: string;
  readonly summary: string;
  /** How it is called, after `npm run generate --`. */
  readonly usage: string;
  readonly example: string;
  /** Options of its own, for `parseArgs`. They reach `prepare` after the other arguments, as `--name` or `--name=value`. */
  readonly options?: Readonly<Record<string, { readonly type: 'boolean' | 'string' }>>;
  /** What its own help explains on top. */
  readonly help: () => Promise<string>;
  /** What Plop asks where no arguments are given; all answers together, apart by blanks, are the arguments. */
  readonly prompts: readonly { readonly name: string; readonly message: string }[];
  /** Writes out arguments that stand for what the project knows. What it returns is prepared, and remembered. */
  readonly expand?: (args: readonly string[], layout: Layout) => Promise<readonly string[]>;
  /** Checks the arguments. @throws usage error with every problem. */
  readonly prepare: (args: readonly string[]) => Promise<{
    readonly plan: (layout: Layout, now: Date) => Promise<readonly PlannedFile[]>;
    readonly next: readonly string[];
  }>;
};

const resource: Generator = {
  name: 'resource',
  summary: 'a table with its migration, schema, repository, service, route and tests',
  usage:
    'resource <name> (<field:type[:modifier…]> … | --from-table) [--soft-delete] [--public-read] [--parent <plural>] [--search] [--events] [--storage] [--tenant] [--embeddings]',
  example: `resource invoice number:string:unique total:decimal due_on:date:nullable customer:references 'status:enum(draft|sent):index'`,
  options: {
    'soft-delete': { type: 'boolean' },
    'public-read': { type: 'boolean' },
    parent: { type: 'string' },
    search: { type: 'boolean' },
    events: { type: 'boolean' },
    storage: { type: 'boolean' },
    tenant: { type: 'boolean' },
    embeddings: { type: 'boolean' },
    'from-table': { type: 'boolean' },
  },
  help: async () => {
    const [{ fieldHelp }, { resourceOptionHelp }] = await Promise.all([
      import('./lib/field.ts'),
      import('./lib/resource-options.ts'),
    ]);
    return `${fieldHelp}\n${resourceOptionHelp}`;
  },
  prompts: [
    { name: 'name', message: 'Name of the resource (invoice, order-item):' },
    { name: 'fields', message: 'Fields, apart by blanks (number:string:unique total:decimal due_on:date:nullable):' },
  ],
  expand: async (args, layout) =>
    args.includes('--from-table') ? (await import('./from-table/from-table.ts')).expandFromTable(args, layout) : args,
  prepare: async (args) => {
    const { parseResourceArguments } = await import('./lib/resource-arguments.ts');
    const { resourcePath } = await import('./lib/resource-options.ts');
    const { names, fields, options } = parseResourceArguments(args);
    return {
      plan: async (layout, now) => {
        const { resourcePlan } = await import('./resource/resource.generator.ts');
        const isThere = args.includes('--from-table');
        if (!isThere) await (await import('./resource/refuse-taken-table.ts')).refuseTakenTable(layout, names);
        const files = await resourcePlan({ names, fields, options, layout, now });
        if (!isThere) return files;
        // The table and its types are there.
        return files.filter(({ path }) => !path.endsWith('.sql') && !path.endsWith('database.types.ts'));
      },
      next: [
        'npm run verify  # checks the new code, its tests included',
        `npm run dev     # ${args.includes('--from-table') ? '' : 'applies the migration and '}serves ${resourcePath(names, options)}`,
      ],
    };
  },
};

const handoff: Generator = {
  name: 'handoff',
  summary: "an agent's handoff report, handoff-reports/agent-<number>-<specialty>.md",
  usage: 'handoff <number> <specialty>',
  example: 'handoff 3 backend',
  help: async () => (await import('./lib/handoff-arguments.ts')).handoffHelp,
  prompts: [
    { name: 'number', message: 'Number of the agent (3):' },
    { name: 'specialty', message: 'Its specialty (backend, data-import):' },
  ],
  prepare: async (args) => {
    const { parseHandoffArguments } = await import('./lib/handoff-arguments.ts');
    const { number, specialty } = parseHandoffArguments(args);
    return {
      plan: async (layout) => {
        const { handoffPlan } = await import('./handoff/handoff.generator.ts');
        return handoffPlan({ number, specialty, layout });
      },
      next: [`Fill in handoff-reports/agent-${number}-${specialty}.md, and commit it with the work.`],
    };
  },
};

/** Every generator, as `npm run generate` lists them. */
export const generators: readonly Generator[] = [
  resource,
  fieldEntry,
  relationEntry,
  schemaEntry,
  repositoryEntry,
  serviceEntry,
  routeEntry,
  migrationEntry,
  promptEntry,
  jobEntry,
  eventEntry,
  pluginEntry,
  clientEntry,
  testFileEntry,
  decisionEntry,
  handoff,
  ejectEntry,
];
