// What the planner of PostgreSQL does with the lists of a generated resource, asked as a user under row-level security.
import { join } from 'node:path';
import { beforeAll, describe, expect, it } from '@jest/globals';
import { z } from 'zod';
import { onScratchDatabase, type Query } from '../../from-table/scratch-database.ts';
import { findLayout } from '../../lib/project-layout.ts';
import { parseResourceArguments } from '../../lib/resource-arguments.ts';
import { resourcePlan } from '../../resource/resource.generator.ts';

const layout = findLayout(join(import.meta.dirname, '../../..'));

const node = z.object({
  'Node Type': z.string(),
  'Relation Name': z.string().nullable().default(null),
  'Index Name': z.string().nullable().default(null),
  get Plans() {
    return z.array(node).default([]);
  },
});
type Node = z.infer<typeof node>;
const planSchema = z.tuple([z.object({ 'QUERY PLAN': z.tuple([z.object({ Plan: node })]) })]);

const nodesOf = (plan: Node): Node[] => [plan, ...plan.Plans.flatMap(nodesOf)];
const explain = async (query: Query, statement: string): Promise<Node[]> => {
  const [row] = planSchema.parse(await query(`explain (format json) ${statement}`));
  return nodesOf(row['QUERY PLAN'][0].Plan);
};

const OWNER = '00000000-0000-4000-8000-000000000007';
const COLUMNS = 'id, code, status, weight, created_at';
const NEWEST = 'order by created_at desc, id desc limit 21';
const LATER = `(created_at < '2026-01-01' or (created_at = '2026-01-01' and id < '${OWNER}'))`;
const lists = {
  first: `select ${COLUMNS} from app.shipments ${NEWEST}`,
  later: `select ${COLUMNS} from app.shipments where ${LATER} ${NEWEST}`,
  filtered: `select ${COLUMNS} from app.shipments where status = 'lost' ${NEWEST}`,
  unique: `select ${COLUMNS} from app.shipments where code = 'c306' ${NEWEST}`,
  // The control: a field without an index, with nobody's rights asked.
  none: `select ${COLUMNS} from app.shipments where weight = 7`,
};

const readPlans = async (query: Query): Promise<Record<string, Node[]>> => {
  // 300 owners with 100 rows each.
  await query(`insert into auth.users (id, email)
    select ('00000000-0000-4000-8000-' || lpad(n::text, 12, '0'))::uuid, 'u' || n || '@example.com'
    from generate_series(1, 300) n`);
  await query(`insert into app.shipments (owner_id, code, status, weight, created_at)
    select ('00000000-0000-4000-8000-' || lpad((n % 300 + 1)::text, 12, '0'))::uuid, 'c' || n,
      (array['new', 'sent', 'lost', 'done'])[n % 4 + 1], n % 50, timestamptz '2026-01-02' - make_interval(mins => n)
    from generate_series(1, 30000) n`);
  await query('analyze app.shipments');
  const { none, ...ofUsers } = lists;
  const control = await explain(query, none);
  await query(`select set_config('request.jwt.claims', '{"sub": "${OWNER}", "role": "authenticated"}', false)`);
  await query('set role authenticated');
  const plans: Record<string, Node[]> = { none: control };
  for (const [name, statement] of Object.entries(ofUsers)) plans[name] = await explain(query, statement);
  await query('reset role');
  return plans;
};

const found: { plans: Record<string, Node[]> } = { plans: {} };
beforeAll(async () => {
  const resource = parseResourceArguments(['shipment', 'code:string:unique', 'status:string:index', 'weight:integer']);
  const files = await resourcePlan({ ...resource, layout, now: new Date('2026-03-01T12:00:00Z') });
  found.plans = await onScratchDatabase(layout, async ({ query, migrate }) => {
    await migrate(files.find(({ path }) => path.endsWith('.sql'))?.content ?? '');
    return readPlans(query);
  });
});

const scansOf = (name: string): string[] => (found.plans[name] ?? []).map((one) => one['Node Type']);
const indexesOf = (name: string) => (found.plans[name] ?? []).map((one) => one['Index Name']);

describe('a list of a generated resource', () => {
  it.each([
    ['first', /owner_id_created_at_id/],
    ['later', /owner_id_created_at_id/],
    ['filtered', /owner_id/],
    ['unique', /code/],
  ])('uses an index: %s', (name, index) => {
    expect(scansOf(name)).not.toContain('Seq Scan');
    expect(indexesOf(name)).toContainEqual(expect.stringMatching(index));
  });

  it('is read in its order, so that a page costs no sorting of all that its owner has', () => {
    expect([...scansOf('first'), ...scansOf('later')]).not.toContain('Sort');
  });

  it('would be told by its plan where there is no index', () => {
    expect(scansOf('none')).toContain('Seq Scan');
  });
});
