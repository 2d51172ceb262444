import { outliveRequest } from '../context/outlive-request.ts';
import { requestContext } from '../context/request-context.ts';
import { embeddingCacheAdminRepository } from '../repositories/embedding-cache-admin.repository.ts';
import type { EmbeddingText, EmbeddingOwner, Vector } from '../schemas/embedding.schema.ts';
import { appError } from '../utils/app-error.ts';
import { countTokens } from '../utils/count-tokens.ts';
import { packInputs } from '../utils/pack-inputs.ts';
import { textHash } from '../utils/text-hash.ts';
import { embeddingCallService } from './embedding-call.service.ts';
import { embeddingModelService } from './embedding-model.service.ts';

/** Milliseconds of counting one text; what is left of it then counts as its bytes. */
const COUNTING_MS = 20;

const withTokens = (input: EmbeddingText, limit: number) => {
  if (input.text.trim() === '') throw appError.badRequest('text_empty', 'There is no text to be embedded.');
  const tokens = countTokens(input.text, COUNTING_MS);
  if (tokens <= limit) return { ...input, tokens };
  throw appError.payloadTooLarge(
    'too_many_tokens',
    `This text has about ${tokens} tokens, and ${limit} are embedded at once. Send less.`,
    { tokens, limit },
  );
};

/** Vectors of texts. Each text is embedded once for each of its owners and models, and then remembered. */
export const embeddingService = {
  /**
   * Makes the vectors of texts that have none yet, in as few calls as OpenAI's limits allow, and keeps them.
   * @param progress hears after each call how many are done
   * @returns the vectors by the hashes of their texts
   * @throws 400 `text_empty`, 413 `too_many_tokens`, 429 `ai_budget_used_up`, 503 `ai_overloaded`, `invalid_embedding`, 504 `ai_timeout`
   */
  async make(
    owner: EmbeddingOwner,
    inputs: readonly EmbeddingText[],
    progress: (done: number) => Promise<void> = async () => undefined,
  ): Promise<ReadonlyMap<string, Vector>> {
    const limit = embeddingModelService.contextOf(owner.model);
    const unique = [...new Map(inputs.map((input) => [input.content_hash, input])).values()];
    const made = new Map<string, Vector>();
    for (const batch of packInputs(unique.map((input) => withTokens(input, limit)))) {
      const vectors = await embeddingCallService.embed(owner, batch);
      for (const [index, { content_hash }] of batch.entries()) made.set(content_hash, vectors[index] ?? []);
      await progress(made.size);
    }
    return made;
  },

  /** The vectors of texts, in their order: those that are remembered, and new ones of the others. @throws as `make` does */
  async embedTexts(owner: EmbeddingOwner, texts: readonly string[]): Promise<Vector[]> {
    const started = performance.now();
    const inputs = texts.map((text) => ({ content_hash: textHash(text), text }));
    const hashes = [...new Set(inputs.map(({ content_hash }) => content_hash))];
    const known = await embeddingCacheAdminRepository.find(owner.ownerId, owner.model, hashes);
    const missing = inputs.filter(({ content_hash }) => !known.has(content_hash));
    if (missing.length === 0) {
      // It cost nothing, and nobody waits for the row.
      const usage = embeddingCallService.usageOf(owner, 'cached', 0, started);
      void outliveRequest(() => embeddingCallService.record(usage));
    }
    const made = await embeddingService.make(owner, missing);
    return inputs.map(({ content_hash }) => known.get(content_hash) ?? made.get(content_hash) ?? []);
  },

  /**
   * The vector of a text, by the model whose vectors are searched. The current user pays for it, once.
   * @throws as `make` does
   */
  async embedText(text: string, model: string | null = null): Promise<Vector> {
    const userId = requestContext.userId();
    if (userId === null)
      throw appError.unauthorized('token_required', 'AI is used, and paid for, by somebody: sign in.');
    const owner = { ownerId: userId, model: model ?? (await embeddingModelService.active()), payer: userId };
    const [vector = []] = await embeddingService.embedTexts(owner, [text]);
    return vector;
  },
};
