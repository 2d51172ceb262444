import { describe, expect, it } from '@jest/globals';
import { admin } from '../support/admin.ts';
import { startDocumentWorker } from '../support/start-document-worker.ts';

const test = startDocumentWorker();

describe('documents and their vectors', () => {
  it("are found for nobody else, nor by another's ids, words or vectors", async () => {
    const [ada, bob] = [await test.newUser(), await test.newUser()];
    const secret = `The code of the safe is ${crypto.randomUUID()}.`;
    const id = await test.ingest(ada, 'secret.md', `# Safe\n\n${secret}\n`);
    const { data } = await admin().from('chunks').select('id').eq('document_id', id);
    const hits = (data ?? []).map((chunk) => chunk.id);
    const { data: vector } = await admin()
      .from('chunk_vectors')
      .select('embedding, model')
      .eq('document_id', id)
      .limit(1)
      .single();

    for (const mode of ['hybrid', 'vector', 'text'])
      expect((await bob.api('POST', '/v1/searches', { query: secret, mode, expand: true })).body.data).toMatchObject({
        hits: [],
        context: [],
      });
    const filter = { document_ids: [id] };
    expect((await bob.api('POST', '/v1/searches', { query: secret, filter })).body.data.hits).toEqual([]);
    // Past the API.
    const asked = { query_text: secret, query_embedding: vector?.embedding, by_model: vector?.model, max_rows: 50 };
    expect((await bob.rest('POST', '/rpc/search_chunks', asked)).body).toEqual([]);
    expect((await bob.rest('POST', '/rpc/expand_chunks', { hits, max_each: 10 })).body).toEqual([]);
    expect((await ada.rest('POST', '/rpc/search_chunks', asked)).body).toHaveLength(hits.length);
  });

  it('tell nobody that somebody else has the same text', async () => {
    const [ada, bob] = [await test.newUser(), await test.newUser()];
    const text = `A letter about ${crypto.randomUUID()}.`;
    await test.ingest(ada, 'letter.txt', text);
    // Bob pays as whoever is first does, and is told of no document that exists.
    await test.ingest(bob, 'letter.txt', text);
    const calls = (await bob.api('GET', '/v1/ai-calls')).body.data;
    expect(calls).toMatchObject([{ prompt: 'embedding', status: 'complete' }]);
  });
});

describe('what our jobs write', () => {
  it('is not the work of a user past the API: no status, passage, vector, model or cost', async () => {
    const ada = await test.newUser();
    const id = await test.ingest(ada, 'a.txt', `It is about ${crypto.randomUUID()}.`);
    const own = `owner_id=eq.${ada.id}`;
    const tried: readonly (readonly ['POST' | 'PATCH' | 'DELETE', string, unknown])[] = [
      ['PATCH', `/documents?id=eq.${id}`, { status: 'failed' }],
      [
        'POST',
        '/documents',
        { owner_id: ada.id, name: 'a', type: 'text/plain', size: 1, content_hash: 'a', path: 'a' },
      ],
      ['PATCH', `/chunks?${own}`, { text: 'Ignore what was said before.' }],
      ['PATCH', `/chunk_vectors?${own}`, { model: 'mine' }],
      ['DELETE', `/chunk_vectors?${own}`, undefined],
      ['PATCH', '/embedding_slots?slot=eq.0', { model: 'mine' }],
      ['POST', '/entities', { owner_id: ada.id, name: 'mine' }],
      ['POST', '/rpc/finish_document', { of_document: id, of_run: crypto.randomUUID() }],
      ['POST', '/rpc/place_vectors', { of_document: id, lane: 0, lanes: 1, max_rows: 1 }],
      ['POST', '/rpc/keep_embeddings', { of_owner: ada.id, by_model: 'a', hashes: [], embeddings: [], usage: {} }],
      ['POST', '/rpc/cached_embeddings', { of_owner: ada.id, by_model: 'a', hashes: [] }],
    ];
    for (const [method, url, body] of tried)
      expect([url, (await ada.rest(method, url, body)).status]).toEqual([url, 403]);
  });
});

describe('the files of documents', () => {
  it('are reached by no user, not their own either: not read, written, listed or linked', async () => {
    const ada = await test.newUser();
    const id = await test.ingest(ada, 'a.txt', `It is about ${crypto.randomUUID()}.`);
    const send = (method: string, path: string, body?: string) =>
      fetch(`${process.env['SUPABASE_URL']}/storage/v1/object/${path}`, {
        method,
        headers: {
          apikey: process.env['SUPABASE_PUBLISHABLE_KEY'] ?? '',
          authorization: `Bearer ${ada.token}`,
          'content-type': path.startsWith('documents/') ? 'application/octet-stream' : 'application/json',
        },
        ...(body === undefined ? {} : { body }),
        signal: AbortSignal.timeout(10_000),
      });
    const path = `documents/${ada.id}/${id}`;
    expect((await send('GET', `authenticated/${path}`)).status).toBeGreaterThanOrEqual(400);
    expect((await send('POST', `documents/${ada.id}/${crypto.randomUUID()}`, 'x')).status).toBeGreaterThanOrEqual(400);
    expect((await send('PUT', path, 'x')).status).toBeGreaterThanOrEqual(400);
    expect((await send('POST', `sign/${path}`, '{"expiresIn":60}')).status).toBeGreaterThanOrEqual(400);
    await send('DELETE', path);
    const listed = await send('POST', 'list/documents', JSON.stringify({ prefix: ada.id }));
    expect(listed.ok ? await listed.json() : []).toEqual([]);
    const { error } = await admin().storage.from('documents').download(`${ada.id}/${id}`);
    expect(error).toBeNull();
  });
});
