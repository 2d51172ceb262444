import { describe, expect, it } from '@jest/globals';
import { startDocumentWorker } from '../../support/start-document-worker.ts';

const test = startDocumentWorker();

const guide = `# Pumps

## Care

A pump is oiled each month. Ada Lovelace wrote the plan for it.

## Faults

When a pump is loud, its bearing is worn. Then the bearing is replaced.

| sign | cause |
| --- | --- |
| loud | bearing |
| hot | oil |
`;

describe('/v1/documents', () => {
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
    const { data } = (await ada.api('GET', `/v1/documents/${id}/passages`)).body;
    expect(data).toHaveLength(document.chunk_count);
    for (const { text, start, end } of data) expect(guide.slice(start, end)).toBe(text);
    const found = (await ada.api('POST', '/v1/searches', { query: 'What makes a pump noisy?', limit: 2 })).body.data;
    expect(found.hits[0]).toMatchObject({ document_id: id, heading_path: ['Pumps', 'Faults'] });
    expect((await bob.api('GET', `/v1/documents/${id}`)).status).toBe(404);
    expect((await bob.api('POST', '/v1/searches', { query: 'What makes a pump noisy?' })).body.data.hits).toEqual([]);
  });
});
