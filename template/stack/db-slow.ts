// npm run db:slow: the statements that take the most time of a hosted project's database, and how its indexes are used.
import { parseArgs } from 'node:util';
import { z } from 'zod';
import { fail } from './fail.ts';
import { hostedDatabase } from './hosted-database.ts';
import { say } from './say.ts';

const LONGEST = 160;
const SHOWN = 20;

const noStatistics =
  'This database does not count its statements: it has no extensions.pg_stat_statements. A Supabase project has it (else: ' +
  'create extension pg_stat_statements with schema extensions); the embedded one and plain containers have not.';

const statementsSchema = z.object({
  rows: z.array(
    z.object({ query: z.string(), total_exec_time: z.string(), prop_exec_time: z.string(), ncalls: z.string() }),
  ),
});
const indexesSchema = z.object({
  rows: z.array(
    z.object({
      name: z.string(),
      size: z.string(),
      index_scans: z.string(),
      seq_scans: z.string(),
      unused: z.boolean(),
    }),
  ),
});

async function inspect<S extends z.ZodType>(what: string, schema: S): Promise<z.output<S>> {
  const { stdout } = await hostedDatabase(['inspect', 'db', what], ['--output-format', 'json']);
  return schema.parse(JSON.parse(stdout));
}

async function statements(): Promise<string[]> {
  try {
    const { rows } = await inspect('outliers', statementsSchema);
    return rows.slice(0, SHOWN).map(({ query, total_exec_time, prop_exec_time, ncalls }) => {
      const text = query.replaceAll(/\s+/g, ' ').slice(0, LONGEST);
      return `${prop_exec_time.padStart(6)}  ${total_exec_time}  calls: ${ncalls}  ${text}`;
    });
  } catch (error) {
    if (!(error instanceof Error) || !/pg_stat_statements.*does not exist/.test(error.message)) throw error;
    return [noStatistics];
  }
}

async function indexes(): Promise<string[]> {
  const { rows } = await inspect('index-stats', indexesSchema);
  return rows.map(
    ({ name, size, index_scans, seq_scans, unused }) =>
      `${unused ? 'unused' : '      '}  ${name}  ${size}  ${index_scans} scans by it, ${seq_scans} of the whole table`,
  );
}

async function main(): Promise<void> {
  parseArgs({ options: {} });
  say('Statements, by the time that all their calls took:');
  for (const line of await statements()) say(line);
  say('\nIndexes, and how often they were used since the statistics began:');
  for (const line of await indexes()) say(line);
}

await main().catch(fail);
