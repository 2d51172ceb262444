import postgres, { type Sql } from 'postgres';

/** A statement of a user's, in a transaction of theirs. */
export type CallerSql = postgres.TransactionSql;

/** Passages of all tenants together, of each small tenant (1 %), and how many of these there are; the rest are one tenant's. */
export const corpus = { passages: 100_000, small: 1000, tenants: 30 };
const DIMENSIONS = 512;
const TOPICS = 2000;
const PER_DOCUMENT = 100;
/** How far a text is from its topic, next to how far topics are apart. */
const SPREAD = 0.6;

/** The same numbers each time (mulberry32), about normally distributed. */
function numbers(seed: number) {
  const state = { value: seed };
  const next = (): number => {
    state.value = (state.value + 0x6d2b79f5) | 0;
    let t = Math.imul(state.value ^ (state.value >>> 15), 1 | state.value);
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t;
    return ((t ^ (t >>> 14)) >>> 0) / 4_294_967_296;
  };
  return { below: (n: number): number => Math.floor(next() * n), normal: () => (next() + next() + next() - 1.5) * 2 };
}

/** Vectors as texts have them: many topics, with the texts of each around it. Only their direction counts. */
function vectors(seed: number) {
  const random = numbers(1);
  const topics = Array.from({ length: TOPICS }, () => Float32Array.from({ length: DIMENSIONS }, random.normal));
  const own = numbers(seed);
  return (): string => {
    const topic = topics[own.below(TOPICS)] ?? new Float32Array(DIMENSIONS);
    return `[${Array.from(topic, (value) => Math.round(1000 * (value + SPREAD * own.normal()))).join(',')}]`;
  };
}

/** Vectors of questions: of the same topics, and none of the corpus. */
export const questions = (count: number): string[] => {
  const next = vectors(7);
  return Array.from({ length: count }, next);
};

const users = (sql: Sql) => sql`
  insert into auth.users (id, email)
  select gen_random_uuid(), 'tenant-' || n || '@example.com' from generate_series(1, ${corpus.tenants + 1}) as n
  returning id`;

/** Puts the corpus into a database with the migrations, and builds its index. @returns the tenants, the large one last */
export async function fillCorpus(sql: Sql): Promise<string[]> {
  const ids = (await users(sql)).map((row) => String(row['id']));
  await sql`update app.embedding_slots set model = 'bench' where slot = 0`;
  const [index] = await sql`select indexdef from pg_indexes where indexname = 'chunk_vectors_slot_0'`;
  await sql.unsafe('drop index app.chunk_vectors_slot_0');
  await sql`create temporary table places as
    select n - 1 as place, gen_random_uuid() as chunk_id, (n - 1) / ${PER_DOCUMENT}::int as document,
      (${ids}::uuid[])[least((n - 1) / ${corpus.small}::int, ${corpus.tenants}::int) + 1] as owner_id
    from generate_series(1, ${corpus.passages}::int) as n`;
  await sql`create temporary table made as
    select document, min(owner_id::text)::uuid as owner_id, gen_random_uuid() as id from places group by document`;
  await sql`insert into app.documents (id, owner_id, name, type, size, content_hash, path, status)
    select id, owner_id, 'text.md', 'text/markdown', 1, md5(id::text) || md5(id::text), id::text, 'ready' from made`;
  await sql`insert into app.chunks (id, owner_id, document_id, position, kind, heading_path, section, text, start, "end", tokens, content_hash)
    select p.chunk_id, p.owner_id, m.id, p.place % ${PER_DOCUMENT}::int, 'paragraph', '{}', '', 'Passage ' || p.place || ' of part '
      || p.place % 97 || ' tells how item ' || p.place % 1009 || ' is cared for and what it costs.', 0, 80, 20,
      md5(p.chunk_id::text) || md5(p.chunk_id::text)
    from places as p join made as m on m.document = p.document`;
  await sql`create temporary table loaded (place int, embedding extensions.vector(512))`;
  const into = await sql`copy loaded from stdin`.writable();
  const next = vectors(3);
  for (let place = 0; place < corpus.passages; place += 1)
    if (!into.write(`${place}\t${next()}\n`)) await new Promise((resolve) => into.once('drain', resolve));
  await new Promise<void>((resolve, reject) => into.once('finish', resolve).once('error', reject).end());
  await sql`insert into app.chunk_vectors (chunk_id, slot, model, owner_id, document_id, embedding)
    select p.chunk_id, 0, 'bench', p.owner_id, m.id, l.embedding
    from places as p join made as m on m.document = p.document join loaded as l on l.place = p.place`;
  await sql.unsafe(`set maintenance_work_mem = '1GB'; set max_parallel_maintenance_workers = 0`);
  await sql.unsafe(String(index?.['indexdef']));
  await sql.unsafe('vacuum analyze');
  return ids;
}

/** Opens a database that `startSupabase` made, as its owner, and as its users. */
export function openDatabase(url: string) {
  const sql = postgres(url, { max: 1, onnotice: () => undefined });
  return {
    sql,
    /** Runs statements as a user: row-level security holds. */
    as: <T>(userId: string, work: (own: CallerSql) => Promise<T>) =>
      sql.begin(async (own) => {
        await own`select set_config('request.jwt.claim.sub', ${userId}, true)`;
        await own`set local role authenticated`;
        return work(own);
      }),
    stop: () => sql.end({ timeout: 5 }),
  };
}
