import { join } from 'node:path';
import type { FastifyBaseLogger } from 'fastify';
import { createClient } from '@supabase/supabase-js';
import { scratchDir } from '../stack/scratch-dir.ts';
import { startStack } from '../stack/start-stack.ts';
import { startContainers } from '../test/support/start-containers.ts';
import type { Bench, Figures } from './harness/bench.ts';
import { startProcess } from './harness/start-process.ts';

/** Passages of a document; of the baseline fewer, for it takes long. */
const PASSAGES = 2000;
const FEW = 100;
const DELAY_MS = 50;

const silent = { debug: () => undefined, info: () => undefined, warn: () => undefined, error: () => undefined };

/** A passage is a section, so that it is known how many there will be. */
const textOf = (passages: number): string =>
  Array.from(
    { length: passages },
    (_, index) =>
      `## Part ${index}\n\n${'How the pump of this part is cared for, and what that costs. '.repeat(8)}${crypto.randomUUID()}\n`,
  ).join('\n');

/**
 * A document from its file to passages that are found, by the steps of the jobs; and the same with one call of OpenAI for each
 * passage, one after the other. OpenAI answers each call after 50 ms.
 */
export const ingestBench: Bench = {
  title: `How many passages a second are read, cut, embedded and indexed, where each call of OpenAI takes ${DELAY_MS} ms`,
  rounds: 3,
  goals: [{ figure: 'passages_per_s', variant: 'packed calls', as: 'ratio', bound: 'at least', value: 20 }],
  async start() {
    const containers = await startContainers();
    Object.assign(process.env, containers.env);
    const { dir, remove } = await scratchDir();
    const vectors = await startProcess(join(import.meta.dirname, 'ingest/vectors.process.ts'), {
      VECTORS_DELAY_MS: String(DELAY_MS),
    });
    const stack = await startStack({ dataDir: dir, supabasePort: 0, redisPort: 0 });
    Object.assign(process.env, stack.env, {
      NODE_ENV: 'test',
      AI_USER_DAILY_USD: '1000',
      OPENAI_API_KEY: 'bench',
      OPENAI_BASE_URL: vectors.url,
    });
    const { redis } = await import('../src/clients/redis.ts');
    const { requestContext } = await import('../src/context/request-context.ts');
    const { documentAdminRepository } = await import('../src/repositories/document-admin.repository.ts');
    const { documentChunkAdminRepository } = await import('../src/repositories/document-chunk-admin.repository.ts');
    const { documentFileAdminRepository } = await import('../src/repositories/document-file-admin.repository.ts');
    const { documentStepService } = await import('../src/services/document-step.service.ts');
    const { embeddingModelService } = await import('../src/services/embedding-model.service.ts');
    const { embeddingService } = await import('../src/services/embedding.service.ts');
    const { passageInput } = await import('../src/utils/passage-input.ts');
    const { textHash } = await import('../src/utils/text-hash.ts');
    await redis?.connect();
    const auth = createClient(process.env['SUPABASE_URL'] ?? '', process.env['SUPABASE_PUBLISHABLE_KEY'] ?? '');
    const signedUp = await auth.auth.signUp({ email: 'ada@example.com', password: crypto.randomUUID() });
    const ownerId = signedUp.data.user?.id ?? '';

    const asOwner = <T>(work: () => Promise<T>): Promise<T> => {
      const caller = { user: { id: ownerId, email: null }, accessToken: null };
      const log = silent as unknown as FastifyBaseLogger;
      return requestContext.run({ requestId: 'bench', log, signal: AbortSignal.timeout(300_000), caller }, work);
    };

    /** A document whose file is there, and whose run has begun. */
    const newDocument = async (passages: number) => {
      const bytes = Buffer.from(textOf(passages));
      const row = {
        name: 'bench.md',
        type: 'text/markdown',
        size: bytes.length,
        content_hash: textHash(bytes),
      } as const;
      const { id } = await documentAdminRepository.add(ownerId, row);
      await documentFileAdminRepository.upload(`${ownerId}/${id}`, bytes);
      await documentAdminRepository.begin(ownerId, id, crypto.randomUUID(), ['uploading']);
      return id;
    };

    const read = async (id: string) => {
      const document = await documentAdminRepository.get(ownerId, id);
      if (document === null) throw new Error('The document is gone.');
      return document;
    };

    /** A call for each passage, as a loop over them makes it. */
    const embedOneByOne = async (id: string): Promise<void> => {
      const owner = { ownerId, model: await embeddingModelService.active(), payer: ownerId };
      for (const { content_hash, section, text } of await documentChunkAdminRepository.toEmbed(id, owner.model, 5000))
        await embeddingService.make(owner, [{ content_hash, text: passageInput(section, text) }]);
      await documentAdminRepository.move(await read(id), ['embedding'], { status: 'indexing' });
    };

    const measure = (passages: number, embed: (id: string) => Promise<void>) => (): Promise<Figures> =>
      asOwner(async () => {
        const id = await newDocument(passages);
        const began = performance.now();
        await documentStepService.extract(await read(id));
        await documentStepService.chunk(await read(id));
        const embedding = performance.now();
        await embed(id);
        const indexing = performance.now();
        await documentStepService.index(await read(id));
        const ended = performance.now();
        const { status, chunk_count } = await read(id);
        if (status !== 'ready') throw new Error(`The document is ${status}.`);
        return {
          passages_per_s: (1000 * chunk_count) / (ended - began),
          embedded_per_s: (1000 * chunk_count) / (indexing - embedding),
          index_ms_per_passage: (ended - indexing) / chunk_count,
        };
      });
    return {
      variants: {
        'a call for each passage': measure(FEW, embedOneByOne),
        'packed calls': measure(PASSAGES, async (id) => documentStepService.embed(await read(id))),
      },
      async stop() {
        redis?.disconnect();
        await stack.stop();
        await vectors.stop();
        await remove();
        await containers.stop();
      },
    };
  },
};
