import { describe, expect, it } from '@jest/globals';
import { embeddingService } from '../../src/services/embedding.service.ts';
import { textHash } from '../../src/utils/text-hash.ts';
import { admin } from '../support/admin.ts';
import { asUser } from '../support/as-user.ts';
import { startTestApp } from '../support/start-test-app.ts';
import { startTestEmbeddings } from '../support/start-test-embeddings.ts';
import { until } from '../support/until.ts';

const test = startTestApp();
const model = startTestEmbeddings();

const unique = (): string => `A text of ${crypto.randomUUID()}`;
const newUser = async (): Promise<string> => (await test.newUser()).id;
const as = <T>(userId: string, work: () => Promise<T>): Promise<T> => asUser(test.app(), userId, work);
const embedText = (userId: string, text: string) => as(userId, () => embeddingService.embedText(text));
const usageOf = async (userId: string) =>
  (await admin().from('ai_usage').select('prompt, model, status, input_tokens, cost_micros').eq('user_id', userId))
    .data ?? [];
const spend = async (userId: string, cost_micros: string) => {
  const tokens = { input_tokens: 1, cached_tokens: 0, output_tokens: 1, latency_ms: 1, suspicion: 0, cost_micros };
  const row = { ...tokens, prompt: 'chat', version: 1, model: 'any', status: 'complete' } as const;
  await admin()
    .from('ai_usage')
    .insert({ ...row, id: crypto.randomUUID(), user_id: userId });
};

describe('embeddingService.embedText', () => {
  it('asks for 512 dimensions, writes down what it took, and asks once for a text', async () => {
    const [ada, text] = [await newUser(), unique()];
    const first = await embedText(ada, text);
    const again = await embedText(ada, text);
    expect(first).toHaveLength(512);
    for (const [index, value] of again.entries()) expect(value).toBeCloseTo(first[index] ?? NaN, 3);
    expect(model.asked()).toEqual([
      { model: 'text-embedding-3-small', input: [text], dimensions: 512, encoding_format: expect.anything() },
    ]);
    const usage = await until(async () => ((await usageOf(ada)).length === 2 ? usageOf(ada) : null));
    expect(usage.toSorted((a, b) => a.status.localeCompare(b.status))).toMatchObject([
      { status: 'cached', cost_micros: 0, input_tokens: 0 },
      { prompt: 'embedding', model: 'text-embedding-3-small', status: 'complete', cost_micros: 1 },
    ]);
  });

  it("tells nobody that somebody else has embedded a text: each user's is their own", async () => {
    const [ada, bob, text] = [await newUser(), await newUser(), unique()];
    await embedText(ada, text);
    await embedText(bob, text);
    expect(model.asked()).toHaveLength(2);
  });

  it('waits as long as OpenAI asks for, and asks again', async () => {
    const ada = await newUser();
    model.next({ status: 429, headers: { 'retry-after': '1' } });
    model.next({ status: 429, headers: { 'retry-after-ms': '300' } });
    const began = performance.now();
    await embedText(ada, unique());
    expect(performance.now() - began).toBeGreaterThanOrEqual(1300);
    expect(model.asked()).toHaveLength(3);
    expect(await usageOf(ada)).toMatchObject([{ status: 'complete' }]);
  });

  it('gives up where OpenAI asks for more than the caller can wait, and charges nothing', async () => {
    const ada = await newUser();
    model.next({ status: 429, headers: { 'retry-after': '600' } });
    await expect(embedText(ada, unique())).rejects.toMatchObject({ statusCode: 503, code: 'ai_overloaded' });
    expect(model.asked()).toHaveLength(1);
    expect(await usageOf(ada)).toMatchObject([{ status: 'failed', cost_micros: 0 }]);
  });

  it('asks once where OpenAI refuses', async () => {
    model.next({ status: 401 });
    await expect(embedText(await newUser(), unique())).rejects.toMatchObject({ statusCode: 500, code: 'ai_refused' });
    expect(model.asked()).toHaveLength(1);
  });

  it('keeps no vector of the wrong size, none that is missing, and nothing that is no number', async () => {
    const [ada, text] = [await newUser(), unique()];
    const odd = [[Array(256).fill(0.1)], [], [[...Array(511).fill(0.1), 'x']]];
    for (const vectors of odd) {
      model.next({ vectors });
      await expect(embedText(ada, text)).rejects.toMatchObject({ statusCode: 503, code: 'invalid_embedding' });
    }
    expect(await embedText(ada, text)).toHaveLength(512);
    expect(model.asked()).toHaveLength(4);
  });

  it('refuses what has no text, and what is too long, within moments and without asking', async () => {
    const ada = await newUser();
    await expect(embedText(ada, ' \n')).rejects.toMatchObject({ statusCode: 400, code: 'text_empty' });
    const began = performance.now();
    await expect(embedText(ada, 'a'.repeat(200_000))).rejects.toMatchObject({
      statusCode: 413,
      code: 'too_many_tokens',
      details: { limit: 8192 },
    });
    expect(performance.now() - began).toBeLessThan(1000);
    expect(model.asked()).toEqual([]);
  });

  it('takes special tokens and other languages for the text that they are', async () => {
    const ada = await newUser();
    const texts = [`<|endoftext|> ${unique()}`, `Пример ${unique()}`, `例えば ${unique()} 🎉`];
    for (const text of texts) expect(await embedText(ada, text)).toHaveLength(512);
    expect(model.asked().map(({ input }) => input[0])).toEqual(texts);
  });

  it('asks for nothing once the budget of the day is used up', async () => {
    const ada = await newUser();
    await spend(ada, '1000000');
    await expect(embedText(ada, unique())).rejects.toMatchObject({ statusCode: 429, code: 'ai_budget_used_up' });
    expect(model.asked()).toEqual([]);
    expect(await usageOf(ada)).toHaveLength(1);
  });
});

describe('embeddingService.make', () => {
  const inputsOf = (texts: readonly string[]) => texts.map((text) => ({ content_hash: textHash(text), text }));

  it('packs calls as full as OpenAI takes them, and asks for each text once', async () => {
    const ada = await newUser();
    const texts = Array.from({ length: 2100 }, unique);
    const owner = { ownerId: ada, model: 'text-embedding-3-small', payer: ada };
    const made = await as(ada, () => embeddingService.make(owner, inputsOf([...texts, ...texts.slice(0, 50)])));
    expect(made.size).toBe(2100);
    expect(model.asked().map(({ input }) => input.length)).toEqual([2048, 52]);
    expect(await usageOf(ada)).toHaveLength(2);
  }, 60_000);

  it('keeps what was made before a call that failed', async () => {
    const ada = await newUser();
    const owner = { ownerId: ada, model: 'text-embedding-3-small', payer: ada };
    const texts = Array.from({ length: 2050 }, unique);
    model.next({});
    model.next({ status: 401 });
    await expect(as(ada, () => embeddingService.make(owner, inputsOf(texts)))).rejects.toMatchObject({
      code: 'ai_refused',
    });
    const vectors = await as(ada, () => embeddingService.embedTexts(owner, texts));
    expect(vectors.every(({ length }) => length === 512)).toBe(true);
    expect(model.asked().map(({ input }) => input.length)).toEqual([2048, 2, 2]);
  }, 60_000);
});
