import { expect, it } from '@jest/globals';
import { z } from 'zod';
import { supabaseCli } from '../../stack/supabase-cli.ts';
import { findExposed } from './support/exposed.ts';
import { startAttackedDatabase } from './support/start-attacked-database.ts';

const database = await startAttackedDatabase();

const lintSchema = z.object({
  name: z.string(),
  level: z.enum(['ERROR', 'WARN', 'INFO']),
  categories: z.array(z.string()),
  detail: z.string(),
  metadata: z
    .object({ name: z.string().nullable().default(null) })
    .nullable()
    .default(null),
});
const reportSchema = z.object({ results: z.array(lintSchema) });
type Lint = z.infer<typeof lintSchema>;

/** What Supabase's own advisors say of the schema that the migrations make. */
async function advise(): Promise<readonly Lint[]> {
  const { schemas } = await findExposed(database);
  // Without it they do not know what PostgREST serves, and the lints about that are silent.
  await database.query(`alter role postgres set pgrst.db_schemas = '${schemas.join(', ')}'`);
  const args = ['db', 'advisors', `--remote=${await database.listenPostgres()}`, '--type', 'all', '--level', 'info'];
  // A home of its own, so that it finds no login.
  const env = { HOME: database.dir };
  const { code, stdout, stderr } = await supabaseCli(
    [...args, '--fail-on', 'none', '--output-format', 'json', '--workdir', database.dir],
    { env, timeout: 50_000 },
  );
  if (code !== 0) throw new Error(`The advisors did not run: ${stdout}\n${stderr}`);
  return reportSchema.parse(JSON.parse(stdout)).results;
}
const advice = advise();

const isGrave = ({ level, categories }: Lint): boolean =>
  level === 'ERROR' || (categories.includes('SECURITY') && level !== 'INFO');
const isControl = ({ metadata }: Lint): boolean => metadata?.name?.startsWith('control_') ?? false;

it('has nothing that the advisors of Supabase call an error or a risk', async () => {
  const found = (await advice).filter((lint) => isGrave(lint) && !isControl(lint));
  expect(found.map(({ name, detail }) => `${name}: ${detail}`)).toEqual([]);
});

it('reports a table without row-level security, a policy that lets everybody write, and a view that passes it by', async () => {
  const found = (await advice).filter((lint) => isGrave(lint) && isControl(lint));
  expect(found.map(({ name, metadata }) => `${name} ${metadata?.name}`)).toEqual(
    expect.arrayContaining([
      'rls_disabled_in_public control_open',
      'rls_policy_always_true control_writes',
      'security_definer_view control_view',
    ]),
  );
});
