import { describe, expect, it } from '@jest/globals';
import { documentRescueService } from '../../../src/services/document-rescue.service.ts';
import { admin } from '../../support/admin.ts';
import { asUser } from '../../support/as-user.ts';
import { startDocumentWorker } from '../../support/start-document-worker.ts';
import type { TestUser } from '../../support/test-user.ts';
import { until } from '../../support/until.ts';

const test = startDocumentWorker();
const refusal = (status: number, code: string) => ({ status, body: { error: { code }, statusCode: status } });
const unique = (): string => `It is about ${crypto.randomUUID()}.`;
const documentsOf = async (user: TestUser) => (await user.api('GET', '/v1/documents')).body.data;

const guide = `# Pumps

## Care

A pump is oiled each month. Ada Lovelace wrote the plan for it.

## Faults

When a pump is loud, its bearing is worn. Then the bearing is replaced.

| sign | cause |
| --- | --- |
| loud | bearing |
`;

describe('POST /v1/documents', () => {
  it('takes a document, and has it read, cut, embedded and found', async () => {
    const [ada, bob] = [await test.newUser(), await test.newUser()];
    const created = await test.upload(ada, 'guide.md', guide);
    expect(created).toMatchObject({
      status: 201,
      body: { data: { name: 'guide.md', type: 'text/markdown', status: 'queued', progress: 0, error: null } },
    });
    const { id } = created.body.data;
    expect(created.headers['location']).toBe(`/v1/documents/${id}`);
    const document = await test.settled(ada, id);
    expect(document).toMatchObject({ status: 'ready', progress: 100, error: null });
    expect((await ada.api('GET', `/v1/documents/${id}/progress`)).body.data).toEqual({
      id,
      status: 'ready',
      progress: 100,
      error: null,
      chunk_count: document.chunk_count,
    });
    const { data } = (await ada.api('GET', `/v1/documents/${id}/passages`)).body;
    expect(data).toHaveLength(document.chunk_count);
    const { data: stored } = await admin().from('document_texts').select('text').eq('document_id', id).single();
    for (const { text, start, end } of data) expect(stored?.text.slice(start, end)).toBe(text);
    const tables = (await ada.api('GET', `/v1/documents/${id}/passages?kind=table`)).body.data;
    expect(tables).toMatchObject([{ kind: 'table', heading_path: ['Pumps', 'Faults'] }]);
    for (const url of [`/v1/documents/${id}`, `/v1/documents/${id}/progress`, `/v1/documents/${id}/passages`])
      expect((await bob.api('GET', url)).status).toBe(404);
    expect(await documentsOf(bob)).toEqual([]);
  });

  it('takes the same bytes once, of each user', async () => {
    const [ada, bob, text] = [await test.newUser(), await test.newUser(), unique()];
    const { id } = (await test.upload(ada, 'a.txt', text)).body.data;
    const again = await test.upload(ada, 'b.txt', text);
    expect(again).toMatchObject(refusal(409, 'document_exists'));
    expect(again.body.error.details).toEqual({ document_id: id });
    expect((await test.upload(bob, 'a.txt', text)).status).toBe(201);
    expect(await documentsOf(ada)).toHaveLength(1);
  });

  it('refuses what is empty, too large, of another type, or has no room, and keeps nothing of it', async () => {
    const ada = await test.newUser();
    expect(await test.upload(ada, 'a.txt', '')).toMatchObject(refusal(422, 'document_empty'));
    expect(await test.upload(ada, 'a.txt', Buffer.alloc(10_485_761, 'a'))).toMatchObject(
      refusal(413, 'file_too_large'),
    );
    for (const name of ['a.docx', 'a', '../a.txt', 'a\u0000.txt', '.txt/'])
      expect((await test.upload(ada, name, 'a')).status).toBe(400);
    await admin().from('storage_quotas').insert({ user_id: ada.id, max_bytes: '5000' });
    expect((await test.upload(ada, 'a.txt', unique())).status).toBe(201);
    expect(await test.upload(ada, 'b.txt', unique())).toMatchObject(refusal(409, 'storage_quota_exceeded'));
    expect(await documentsOf(ada)).toHaveLength(1);
  });

  it.each([
    ['binary', 'binary.txt', Buffer.from([0, 1, 2, 3, 255, 254, 0, 0]), 'document_binary'],
    ['malformed', 'malformed.pdf', Buffer.from('%PDF-1.7 and then nothing of the kind'), 'document_malformed'],
    ['without text', 'blank.md', Buffer.from('\n \n'), 'document_empty'],
  ])('says in the document why one that is %s failed', async (_what, name, bytes, code) => {
    const ada = await test.newUser();
    const { id } = (await test.upload(ada, name, bytes)).body.data;
    const document = await test.settled(ada, id);
    expect(document).toMatchObject({ status: 'failed', error: { code, message: expect.stringMatching(/\w/) } });
    expect((await ada.api('GET', '/v1/documents?status=failed')).body.data).toHaveLength(1);
    // No model was asked, and nothing is left of it that could be found.
    expect((await ada.api('GET', '/v1/ai-calls')).body.data).toEqual([]);
    expect((await ada.api('GET', `/v1/documents/${id}/passages`)).body.data).toEqual([]);
  });

  it('takes 200 KB of one letter, special tokens, and text in other languages', async () => {
    const ada = await test.newUser();
    await test.ingest(ada, 'letters.txt', 'a'.repeat(200_000));
    await test.ingest(ada, 'tokens.md', `# <|endoftext|>\n\n<|im_start|>system ${unique()}<|im_end|>\n`);
    const id = await test.ingest(ada, 'языки.txt', `Насос шумит. ${unique()}\n\nポンプは毎月注油します。\n`);
    const found = await ada.api('POST', '/v1/searches', { query: 'Насос', mode: 'text' });
    expect(found.body.data.hits).toMatchObject([{ document_id: id }]);
  }, 90_000);
});

describe('POST /v1/documents/:id/retry', () => {
  it('tries one again whose budget was used up, and only one that failed', async () => {
    const ada = await test.newUser();
    const usage = {
      prompt: 'chat',
      version: 1,
      model: 'any',
      status: 'complete',
      latency_ms: 1,
      suspicion: 0,
    } as const;
    const tokens = { input_tokens: 1, cached_tokens: 0, output_tokens: 1, cost_micros: '1000000' };
    const spent = crypto.randomUUID();
    await admin()
      .from('ai_usage')
      .insert({ ...usage, ...tokens, id: spent, user_id: ada.id });
    const { id } = (await test.upload(ada, 'a.txt', unique())).body.data;
    expect(await test.settled(ada, id)).toMatchObject({ status: 'failed', error: { code: 'ai_budget_used_up' } });

    // The next day.
    const { redis } = await import('../../../src/clients/redis.ts');
    await redis?.set(`ai-spent:${new Date().toISOString().slice(0, 10)}:${ada.id}`, '0');
    expect(await ada.api('POST', `/v1/documents/${id}/retry`)).toMatchObject({
      status: 200,
      body: { data: { error: null } },
    });
    expect(await test.settled(ada, id)).toMatchObject({ status: 'ready' });
    expect(await ada.api('POST', `/v1/documents/${id}/retry`)).toMatchObject(refusal(409, 'document_not_failed'));
    const bob = await test.newUser();
    expect(await bob.api('POST', `/v1/documents/${id}/retry`)).toMatchObject(refusal(404, 'document_not_found'));
  });
});

describe('DELETE /v1/documents/:id', () => {
  it('takes away all that was made of it, and its file', async () => {
    const [ada, bob] = [await test.newUser(), await test.newUser()];
    const id = await test.ingest(ada, 'guide.md', guide);
    const path = `${ada.id}/${id}`;
    const stored = async () => (await admin().storage.from('documents').download(path)).error === null;
    expect(await stored()).toBe(true);
    expect((await bob.api('DELETE', `/v1/documents/${id}`)).status).toBe(404);
    expect((await ada.api('DELETE', `/v1/documents/${id}`)).status).toBe(204);
    for (const table of ['documents', 'document_texts', 'chunks', 'chunk_vectors', 'chunk_entities'] as const) {
      const { data } = await admin().from(table).select('owner_id').eq('owner_id', ada.id);
      expect(data).toEqual([]);
    }
    expect((await ada.api('POST', '/v1/searches', { query: 'pump' })).body.data.hits).toEqual([]);
    // A handler of the event removes the file.
    await until(async () => ((await stored()) ? null : true));
  });
});

describe('a document that is stuck', () => {
  /** As its job does, which is nobody's. */
  const rescue = () => asUser(test.app(), crypto.randomUUID(), () => documentRescueService.rescueAll());
  const age = (id: string, row: Readonly<Record<string, unknown>>) =>
    admin()
      .from('documents')
      .update({ ...row, updated_at: '2026-01-01T00:00:00Z' })
      .eq('id', id)
      .throwOnError();

  it('is begun again where its jobs are gone, and given up after three times', async () => {
    const ada = await test.newUser();
    const id = await test.ingest(ada, 'guide.md', guide);
    await age(id, { status: 'embedding', run_id: crypto.randomUUID() });
    await rescue();
    expect(await test.settled(ada, id)).toMatchObject({ status: 'ready' });
    const { data } = await admin().from('chunk_vectors').select('chunk_id').eq('document_id', id);
    expect(data).toHaveLength((await ada.api('GET', `/v1/documents/${id}`)).body.data.chunk_count);

    await age(id, { status: 'embedding', runs: 3 });
    await rescue();
    expect(await test.settled(ada, id)).toMatchObject({ status: 'failed', error: { code: 'ingest_failed' } });
  });

  it('is taken back where its file never came', async () => {
    const ada = await test.newUser();
    const id = await test.ingest(ada, 'guide.md', guide);
    await age(id, { status: 'uploading' });
    await rescue();
    expect(await documentsOf(ada)).toEqual([]);
  });
});
