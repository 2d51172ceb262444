import { scratchDir } from '../stack/scratch-dir.ts';
import { startSupabase } from '../stack/start-supabase.ts';
import { type CallerSql, corpus, fillCorpus, openDatabase, questions } from '../test/support/fill-search-corpus.ts';
import { startContainers } from '../test/support/start-containers.ts';
import type { Bench, Figures } from './harness/bench.ts';
import { percentile } from './harness/percentile.ts';

const QUESTIONS = 100;
const WANTED = 10;

type Ask = (sql: CallerSql, question: string) => Promise<readonly string[]>;

const idsOf = (rows: readonly Readonly<Record<string, unknown>>[]): string[] => rows.map((row) => String(row['id']));

/** As `searchService` asks. */
const ours =
  (words: string): Ask =>
  async (sql, question) =>
    idsOf(await sql`select id from app.search_chunks(${words}, ${question}, 'bench', ${WANTED})`);

const nearest: Ask = async (sql, question) =>
  idsOf(
    await sql`select chunk_id as id from app.chunk_vectors where slot = 0
      order by embedding operator(extensions.<=>) ${question}::extensions.vector limit ${WANTED}`,
  );

const exactly: Ask = async (sql, question) => {
  await sql`set local enable_indexscan = off`;
  return nearest(sql, question);
};

/** The index by itself: what it finds is filtered afterwards. */
const indexAlone: Ask = async (sql, question) => {
  await sql`set local enable_sort = off`;
  return nearest(sql, question);
};

const indexOn: Ask = async (sql, question) => {
  await sql`set local enable_sort = off`;
  await sql`set local hnsw.iterative_scan = strict_order`;
  return nearest(sql, question);
};

/**
 * PostgreSQL 17 in a container, with 100,000 passages: what a user's search takes there, under row-level security, and how many of
 * the ten nearest passages it finds.
 */
export const searchBench: Bench = {
  title: `What a search of ${corpus.passages} passages takes, and how many of the ten nearest it finds, by users with 1 % and 70 % of them`,
  rounds: 3,
  goals: [
    { figure: 'p95_ms', variant: '1 %, search_chunks', as: 'itself', bound: 'at most', value: 20 },
    { figure: 'recall', variant: '1 %, search_chunks', as: 'itself', bound: 'at least', value: 0.98 },
    { figure: 'recall', variant: '70 %, search_chunks', as: 'itself', bound: 'at least', value: 0.98 },
  ],
  async start() {
    const containers = await startContainers();
    Object.assign(process.env, containers.env);
    const { dir, remove } = await scratchDir();
    const supabase = await startSupabase({ dataDir: dir, port: 0 });
    const database = openDatabase(await supabase.listenPostgres());
    const tenants = await fillCorpus(database.sql);
    const asked = questions(QUESTIONS);
    const [small = '', large = ''] = [tenants[5], tenants.at(-1)];

    /** What is measured is the statement, in a transaction of its user's. */
    const one = (userId: string, ask: Ask, question: string) =>
      database.as(userId, async (own) => {
        const began = performance.now();
        const ids = await ask(own, question);
        return { ids, ms: performance.now() - began };
      });
    const exact = new Map<string, readonly string[]>();
    for (const [index, question] of asked.entries())
      for (const userId of [small, large]) exact.set(`${userId} ${index}`, (await one(userId, exactly, question)).ids);

    const measure = (userId: string, ask: Ask) => async (): Promise<Figures> => {
      const found: { ms: number; recall: number; rows: number }[] = [];
      for (const [index, question] of asked.entries()) {
        const right = exact.get(`${userId} ${index}`) ?? [];
        const { ids, ms } = await one(userId, ask, question);
        found.push({ ms, rows: ids.length, recall: right.filter((id) => ids.includes(id)).length / right.length });
      }
      const sorted = found.map(({ ms }) => ms).toSorted((a, b) => a - b);
      const mean = (pick: (one: (typeof found)[number]) => number): number =>
        found.reduce((sum, each) => sum + pick(each), 0) / found.length;
      return {
        p50_ms: percentile(sorted, 0.5),
        p95_ms: percentile(sorted, 0.95),
        recall: mean(({ recall }) => recall),
        rows: mean(({ rows }) => rows),
      };
    };
    return {
      variants: {
        '1 %, the index alone': measure(small, indexAlone),
        '1 %, the index, scanned on': measure(small, indexOn),
        '1 %, search_chunks': measure(small, ours('')),
        '1 %, search_chunks with words': measure(small, ours('how is item 17 cared for')),
        '70 %, each compared': measure(large, exactly),
        '70 %, search_chunks': measure(large, ours('')),
      },
      async stop() {
        await database.stop();
        await supabase.stop();
        await remove();
        await containers.stop();
      },
    };
  },
};
