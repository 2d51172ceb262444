import { afterEach, describe, expect, it } from '@jest/globals';
import { embeddingModelService } from '../../src/services/embedding-model.service.ts';
import { embeddingRenewalService } from '../../src/services/embedding-renewal.service.ts';
import { admin } from '../support/admin.ts';
import { startDocumentWorker } from '../support/start-document-worker.ts';
import { startTestEmbeddings } from '../support/start-test-embeddings.ts';
import type { TestUser } from '../support/test-user.ts';

const OLD = 'text-embedding-3-small';
const NEW = 'a-model-to-come';

const test = startDocumentWorker();
const model = startTestEmbeddings();
const { wanted } = embeddingModelService;
afterEach(() => void Object.assign(embeddingModelService, { wanted }));
const want = (name: string): void => void Object.assign(embeddingModelService, { wanted: () => name });

const textOf = (about: string): string =>
  [1, 2, 3].map((n) => `# Part ${n}\n\nWhat ${about} says in ${n}.\n`).join('\n');
const vectorsOf = async (user: TestUser) =>
  (await admin().from('chunk_vectors').select('model').eq('owner_id', user.id)).data
    ?.map((row) => row.model)
    .toSorted();
const searched = async (user: TestUser) => {
  const { body } = await user.api('POST', '/v1/searches', { query: 'What Ada says in 2.', mode: 'vector' });
  return { model: body.data.model, found: body.data.hits.length };
};
const slots = async () => (await admin().from('embedding_slots').select('model, active').order('slot')).data;

describe('another model', () => {
  it('is searched once it has embedded everything, and until then the one before', async () => {
    const [ada, bob] = [await test.newUser(), await test.newUser()];
    await test.ingest(ada, 'a.md', textOf('Ada'));
    await test.ingest(bob, 'b.md', textOf('Bob'));
    expect(await searched(ada)).toEqual({ model: OLD, found: 3 });

    want(NEW);
    // While the first texts are embedded anew, a document comes in, and searches go on.
    model.next({
      first: async () => {
        expect(await searched(ada)).toEqual({ model: OLD, found: 3 });
        await test.ingest(bob, 'late.md', textOf('late Bob'));
      },
    });
    await embeddingRenewalService.renew();
    await embeddingRenewalService.renew();
    expect(await searched(ada)).toEqual({ model: NEW, found: 3 });
    expect(await searched(bob)).toEqual({ model: NEW, found: 6 });
    // Nobody's budget pays for it but that of the documents and questions.
    const usage = await admin().from('ai_usage').select('user_id').eq('model', NEW).neq('user_id', ada.id);
    expect(usage.data?.map(({ user_id }) => user_id)).toContain('00000000-0000-0000-0000-000000000000');

    await embeddingRenewalService.renew();
    expect(await vectorsOf(ada)).toEqual([NEW, NEW, NEW]);
    expect(await slots()).toEqual([
      { model: null, active: false },
      { model: NEW, active: true },
    ]);
    const before = model.asked().length;
    await embeddingRenewalService.renew();
    expect(model.asked()).toHaveLength(before);

    want(OLD);
    await embeddingRenewalService.renew();
    expect(await searched(ada)).toEqual({ model: OLD, found: 3 });
    await embeddingRenewalService.renew();
    expect(await vectorsOf(bob)).toEqual(Array(6).fill(OLD));
  }, 60_000);

  it('goes on where it was cut off, and asks for no text twice', async () => {
    const ada = await test.newUser();
    await test.ingest(ada, 'a.md', textOf('Ada'));
    want(NEW);
    const count = () =>
      model
        .asked()
        .filter((asked) => asked.model === NEW)
        .flatMap(({ input }) => input);
    model.next({ status: 401 });
    await expect(embeddingRenewalService.renew()).rejects.toMatchObject({ code: 'ai_refused' });
    expect((await searched(ada)).model).toBe(OLD);
    await embeddingRenewalService.renew();
    expect((await searched(ada)).model).toBe(NEW);
    const texts = count().filter((text) => text.includes('What Ada says'));
    expect(texts.length).toBeLessThanOrEqual(2 * new Set(texts).size + 1);
    want(OLD);
    await embeddingRenewalService.renew();
    await embeddingRenewalService.renew();
    await embeddingRenewalService.renew();
    expect(await vectorsOf(ada)).toEqual([OLD, OLD, OLD]);
  }, 60_000);
});
