import { beforeAll, describe, expect, it } from '@jest/globals';
import type { SearchHit } from '../../src/schemas/search.schema.ts';
import { admin } from '../support/admin.ts';
import { startDocumentWorker } from '../support/start-document-worker.ts';
import type { TestUser } from '../support/test-user.ts';

const test = startDocumentWorker();
const state: { ada: TestUser | null; manual: string; diary: string } = { ada: null, manual: '', diary: '' };
const ada = (): TestUser => state.ada as TestUser;

const manual = `# Pumps

## Care

A pump is oiled each month. The Turbine Institute wrote the plan for it.

## Faults

When a pump makes noise, its bearing is worn, and is to be replaced.

Water on the floor comes from a seal that leaks.

| sign | cause |
| --- | --- |
| heat | too little oil |

## Code

\`\`\`
read_pressure(pump)
\`\`\`
`;
const diary = `On Monday it rained, and we baked bread.

The Turbine Institute sent a letter about the error E4711 today.

In the evening the cat slept on the sofa.
`;

const search = async (user: TestUser, body: Readonly<Record<string, unknown>>) => {
  const reply = await user.api('POST', '/v1/searches', body);
  expect(reply.status).toBe(200);
  return reply.body.data;
};
const texts = (hits: readonly SearchHit[]): string[] => hits.map(({ text }) => text);

beforeAll(async () => {
  state.ada = await test.newUser();
  state.manual = await test.ingest(ada(), 'manual.md', manual);
  state.diary = await test.ingest(ada(), 'diary.txt', diary);
}, 60_000);

describe('POST /v1/searches', () => {
  it('finds by meaning what is said in other words, and by words what has no meaning', async () => {
    const near = await search(ada(), { query: 'The machine is loud', mode: 'vector', limit: 1 });
    expect(near).toMatchObject({ model: 'text-embedding-3-small', hits: [{ heading_path: ['Pumps', 'Faults'] }] });
    const said = await search(ada(), { query: 'E4711', mode: 'text' });
    expect(said.model).toBeNull();
    expect(said.hits).toMatchObject([{ document_id: state.diary, vector_rank: null, text_rank: 1, similarity: null }]);
  });

  it('brings both orders together by rank', async () => {
    const { hits } = await search(ada(), { query: 'Which error did the institute write about?', limit: 50 });
    for (const { score, vector_rank, text_rank } of hits)
      expect(score).toBeCloseTo(
        (vector_rank === null ? 0 : 1 / (60 + vector_rank)) + (text_rank === null ? 0 : 1 / (60 + text_rank)),
      );
    const scores = hits.map(({ score }: SearchHit) => score);
    expect(scores).toEqual(scores.toSorted((a: number, b: number) => b - a));
    expect(hits[0].text).toContain('E4711');
  });

  it('cites the place: the characters of the text of the document', async () => {
    const { data } = await admin().from('document_texts').select('document_id, text').eq('owner_id', ada().id);
    const textOf = new Map((data ?? []).map(({ document_id, text }) => [document_id, text]));
    const { hits } = await search(ada(), { query: 'pump', limit: 50 });
    for (const { document_id, text, start, end } of hits) expect(textOf.get(document_id)?.slice(start, end)).toBe(text);
  });

  it('searches what the filter leaves', async () => {
    const only = async (filter: unknown): Promise<SearchHit[]> =>
      (await search(ada(), { query: 'pump institute', limit: 50, filter })).hits;
    for (const hit of await only({ document_ids: [state.diary] })) expect(hit.document_id).toBe(state.diary);
    for (const hit of await only({ types: ['text/plain'] })) expect(hit.document_id).toBe(state.diary);
    expect(texts(await only({ kinds: ['code'] }))).toEqual([expect.stringContaining('read_pressure')]);
    const faults = await only({ headings: ['Pumps', 'Faults'] });
    expect(faults.length).toBeGreaterThan(0);
    for (const hit of faults) expect(hit.heading_path).toEqual(['Pumps', 'Faults']);
    expect(await only({ document_ids: [crypto.randomUUID()] })).toEqual([]);
  });

  it('finds nothing of others, nor by their ids', async () => {
    const bob = await test.newUser();
    expect((await search(bob, { query: 'pump' })).hits).toEqual([]);
    expect((await search(bob, { query: 'pump', filter: { document_ids: [state.manual] } })).hits).toEqual([]);
  });

  it('brings what stands around the hits, with why, the same each time', async () => {
    const asked = { query: 'Who wrote the plan for oiling a pump?', mode: 'vector', limit: 1, expand: true };
    const first = await search(ada(), asked);
    const links = first.context.flatMap(({ links: all }: { links: unknown[] }) => all);
    expect(links).toContainEqual(expect.objectContaining({ relation: 'next', from_id: first.hits[0].id }));
    expect(links).toContainEqual(expect.objectContaining({ relation: 'entity', via: ['turbine institute'] }));
    const spoken = first.context.find((passage: SearchHit) => passage.document_id === state.diary);
    expect(spoken.text).toContain('Turbine Institute');
    expect(await search(ada(), asked)).toEqual(first);
    expect((await search(ada(), { ...asked, expand: false })).context).toEqual([]);
  });

  it('refuses what is no question', async () => {
    for (const body of [
      { query: ' ' },
      { query: 'a'.repeat(4001) },
      { query: 'a', limit: 51 },
      { query: 'a', k: 1 },
      {},
    ])
      expect((await ada().api('POST', '/v1/searches', body)).status).toBe(400);
    expect((await test.anonymous.api('POST', '/v1/searches', { query: 'a' })).status).toBe(401);
  });

  it('takes for words whatever is a sign to the search: quotes, operators, NUL-free noise', async () => {
    for (const query of [
      '& | ! ( ) :* <->',
      "'; drop table app.chunks; --",
      '"pump',
      'pump:*',
      '<|endoftext|>',
      '例えば',
    ])
      expect((await search(ada(), { query })).hits.length).toBeGreaterThan(0);
  });
});

describe('app.search_chunks', () => {
  const at = (angle: number): string =>
    JSON.stringify([Math.cos(angle), Math.sin(angle), ...Array.from({ length: 510 }, () => 0)]);

  /** A document of so many passages, all about the same to the east of the circle. */
  const fill = async (owner: TestUser, count: number, angle: (index: number) => number): Promise<void> => {
    const id = crypto.randomUUID();
    const owned = { owner_id: owner.id, document_id: id };
    const hash = (index: number): string => `${index}`.padStart(64, '0');
    const database = admin();
    const file = { name: 'many.txt', type: 'text/plain', size: 1, path: id, status: 'ready' } as const;
    await database
      .from('documents')
      .insert({ ...file, id, owner_id: owner.id, content_hash: hash(1) })
      .throwOnError();
    const model = 'text-embedding-3-small';
    for (let from = 0; from < count; from += 500) {
      const rows = Array.from({ length: Math.min(500, count - from) }, (_, index) => ({
        id: crypto.randomUUID(),
        position: from + index,
      }));
      const chunk = {
        kind: 'paragraph',
        heading_path: [],
        section: '',
        text: 'x',
        start: 0,
        end: 1,
        tokens: 1,
      } as const;
      await database
        .from('chunks')
        .insert(rows.map((row) => ({ ...owned, ...chunk, ...row, heading_path: [], content_hash: hash(row.position) })))
        .throwOnError();
      const vectors = rows.map((row) => ({ chunk_id: row.id, embedding: at(angle(row.position)) }));
      await database
        .from('chunk_vectors')
        .insert(vectors.map((one) => ({ ...owned, ...one, slot: 0, model })))
        .throwOnError();
    }
  };
  const ask = (user: TestUser, rows: number) =>
    user.rest('POST', '/rpc/search_chunks', {
      query_text: '',
      query_embedding: at(0),
      by_model: 'text-embedding-3-small',
      max_rows: rows,
    });

  const positions = ({ body }: { readonly body: readonly { readonly position: number }[] }): number[] =>
    body.map(({ position }) => position);
  const first = (count: number): number[] => Array.from({ length: count }, (_, index) => index);

  it('finds all of a small tenant, and enough of a large one, behind thousands of passages of others', async () => {
    const [near, small, far] = [await test.newUser(), await test.newUser(), await test.newUser()];
    await fill(near, 2500, (index) => 0.01 + index * 0.0012);
    await fill(small, 12, (index) => 3.05 + index / 1000);
    // More than are compared one by one, so that the index is asked, which has those of others before them.
    await fill(far, 2100, (index) => 3.02 + index * 0.000_01);
    const found = await ask(small, 20);
    expect(found.status).toBe(200);
    expect(positions(found)).toEqual(first(12));
    expect(positions(await ask(near, 10))).toEqual(first(10));
    expect(positions(await ask(far, 10))).toEqual(first(10));
  }, 180_000);

  it('refuses a vector of the wrong size', async () => {
    const bob = await test.newUser();
    const asked = { query_text: '', query_embedding: '[1,2,3]', by_model: 'any', max_rows: 5 };
    expect((await bob.rest('POST', '/rpc/search_chunks', asked)).status).toBeGreaterThanOrEqual(400);
  });
});
