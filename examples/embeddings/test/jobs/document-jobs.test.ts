import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { queue } from '../../src/clients/queue.ts';
import { paths } from '../../stack/paths.ts';
import { admin } from '../support/admin.ts';
import { type Cut, startCuttingProxy } from '../support/start-cutting-proxy.ts';
import { startTestApp } from '../support/start-test-app.ts';
import { startWorker } from '../support/start-worker.ts';
import type { TestUser } from '../support/test-user.ts';
import { until } from '../support/until.ts';

const test = startTestApp();
const supabase = await startCuttingProxy(process.env['SUPABASE_URL'] ?? '');
const openai = await startCuttingProxy(process.env['OPENAI_BASE_URL'] ?? '');
const state: { worker: Awaited<ReturnType<typeof startWorker>> | null } = { worker: null };

/** A real worker, whose calls go through the proxies. */
const startOne = async (): Promise<void> => {
  const env = { SUPABASE_URL: supabase.url, OPENAI_BASE_URL: `${openai.url}/v1` };
  state.worker = await startWorker(paths.root, env, 120_000);
  await state.worker.ready();
};

const killOne = async (): Promise<void> => {
  state.worker?.kill('SIGKILL');
  await state.worker?.ended;
};

beforeAll(async () => {
  await queue.use(({ jobs }) => jobs.obliterate({ force: true }));
  await startOne();
}, 30_000);
afterAll(async () => {
  await killOne();
  await Promise.all([supabase.stop(), openai.stop()]);
});

/** A document of some passages, that nobody has embedded before. */
const newText = (): string =>
  Array.from({ length: 6 }, (_, index) => `## Part ${index}\n\nSentence ${index} of ${crypto.randomUUID()}.\n`).join(
    '\n',
  );

const upload = async (user: TestUser, text: string): Promise<string> => {
  const { body } = await user.api('POST', '/v1/documents?name=story.md', Buffer.from(text));
  return body.data.id;
};

const ready = (user: TestUser, id: string) =>
  until(async () => {
    const { data } = (await user.api('GET', `/v1/documents/${id}`)).body;
    return data.status === 'ready' || data.status === 'failed' ? data : null;
  }, 40_000);

const rowsOf = async (user: TestUser) => {
  const [chunks, vectors, usage] = await Promise.all([
    admin().from('chunks').select('id, position').eq('owner_id', user.id).order('position'),
    admin().from('chunk_vectors').select('chunk_id').eq('owner_id', user.id),
    admin().from('ai_usage').select('status, cost_micros, input_tokens').eq('user_id', user.id),
  ]);
  return { chunks: chunks.data ?? [], vectors: vectors.data ?? [], usage: usage.data ?? [] };
};

const rpc = (name: string): RegExp => new RegExp(`^POST /rest/v1/rpc/${name}`);
const cuts: readonly (readonly [string, 'supabase' | 'openai', Cut])[] = [
  ['reading the file', 'supabase', { call: /^GET \/storage\/v1\/object\/documents/, when: 'before' }],
  ['keeping its text', 'supabase', { call: /^POST \/rest\/v1\/document_texts/, when: 'after' }],
  ['writing passages', 'supabase', { call: rpc('replace_chunks'), when: 'before' }],
  ['having written passages', 'supabase', { call: rpc('replace_chunks'), when: 'after' }],
  ['asking OpenAI', 'openai', { call: /embeddings/, when: 'before' }],
  ['being answered by OpenAI', 'openai', { call: /embeddings/, when: 'after' }],
  ['keeping vectors', 'supabase', { call: rpc('keep_embeddings'), when: 'before' }],
  ['having kept vectors', 'supabase', { call: rpc('keep_embeddings'), when: 'after' }],
  ['indexing vectors', 'supabase', { call: rpc('place_vectors'), when: 'before' }],
  ['having indexed vectors', 'supabase', { call: rpc('place_vectors'), when: 'after' }],
  ['making it ready', 'supabase', { call: rpc('finish_document'), when: 'before' }],
  ['having made it ready', 'supabase', { call: rpc('finish_document'), when: 'after' }],
];

describe('a document whose worker is killed', () => {
  it.each(cuts)(
    'while %s has each passage and each vector once, and is paid for once',
    async (_what, where, cut) => {
      const user = await test.newUser();
      supabase.arm(where === 'supabase' ? cut : null);
      openai.arm(where === 'openai' ? cut : null);
      const text = newText();
      const id = await upload(user, text);
      await until(where === 'supabase' ? supabase.held : openai.held, 20_000);
      await killOne();
      await startOne();
      const document = await ready(user, id);
      expect(document).toMatchObject({ status: 'ready', progress: 100, error: null, chunk_count: 6 });

      const { chunks, vectors, usage } = await rowsOf(user);
      expect(chunks.map(({ position }) => position)).toEqual([0, 1, 2, 3, 4, 5]);
      expect(vectors.map(({ chunk_id }) => chunk_id).toSorted()).toEqual(chunks.map((chunk) => chunk.id).toSorted());
      expect(usage).toMatchObject([{ status: 'complete' }]);
      const asked = openai.calls().filter((call) => call.includes('embeddings')).length;
      // What OpenAI has answered and nobody has heard, it is asked for again; nothing else.
      const isUnheard =
        cut.call.test('POST /v1/embeddings') ||
        (cut.call.test('POST /rest/v1/rpc/keep_embeddings') && cut.when === 'before');
      expect(asked).toBe(isUnheard ? 2 : 1);
      const { spent_usd } = (await user.api('GET', '/v1/ai-budget')).body.data;
      expect(Number(spent_usd) * 1_000_000).toBeCloseTo(Number(usage[0]?.cost_micros));
    },
    90_000,
  );
});
