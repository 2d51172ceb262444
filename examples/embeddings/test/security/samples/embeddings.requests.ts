import { makeDocument } from '../../support/make-document.ts';
import type { RequestSamples, RowSamples } from '../support/request-sample.ts';

export const embeddingsRows: RowSamples = { '/v1/documents': (user) => makeDocument(user.id) };

export const embeddingsRequests: RequestSamples = {
  'POST /v1/documents': async (_user, n) => ({
    query: { name: 'sample.md' },
    body: Buffer.from(`# Sample ${n} ${crypto.randomUUID()}`),
  }),
  // Tried again once: each request is about another one.
  'POST /v1/documents/:id/retry': async (user) => ({ params: { id: await makeDocument(user.id) } }),
  'POST /v1/searches': async () => ({ body: { query: 'A sample', mode: 'text' } }),
  'POST /v1/document-answers': async () => ({ body: { question: 'What is a sample?' } }),
};
