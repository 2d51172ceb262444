import { createEmbeddings } from '../clients/create-embeddings.ts';
import { outliveRequest } from '../context/outlive-request.ts';
import { requestContext } from '../context/request-context.ts';
import { aiUsageAdminRepository } from '../repositories/ai-usage-admin.repository.ts';
import { embeddingCacheAdminRepository } from '../repositories/embedding-cache-admin.repository.ts';
import type { UsageRow } from '../schemas/ai.schema.ts';
import type { EmbeddingText, EmbeddingOwner, Vector } from '../schemas/embedding.schema.ts';
import { costOf } from '../utils/cost-of.ts';
import { textHash } from '../utils/text-hash.ts';
import { budgetService } from './budget.service.ts';
import { embeddingModelService } from './embedding-model.service.ts';

type Counted = EmbeddingText & { readonly tokens: number };

/** What these calls are called among those of prompts. */
const CALLED = { prompt: 'embedding', version: 1 };
/** Stands for the project, where nobody's budget is asked. */
const PROJECT = '00000000-0000-0000-0000-000000000000';
/** Milliseconds of waiting until a limit of OpenAI's is over: in a request, and in a job. */
const REQUEST_PATIENCE_MS = 3000;
const JOB_PATIENCE_MS = 45_000;
const KEEP_MS = 30_000;

const costOfTokens = (model: string, tokens: number): number =>
  costOf(embeddingModelService.priceOf(model), { input: tokens, cached: 0, output: 0 });

/** The same for the same texts on the same day: work that was cut off finds what it has put aside. */
const reservationOf = ({ ownerId, model }: EmbeddingOwner, batch: readonly Counted[]): string =>
  textHash(
    JSON.stringify([new Date().toISOString().slice(0, 10), ownerId, model, batch.map((one) => one.content_hash)]),
  );

/** Calls that make vectors: paid for, written down, and kept. */
export const embeddingCallService = {
  /** What a call took, as the row that tells of it. */
  usageOf: (
    { model, payer }: EmbeddingOwner,
    status: UsageRow['status'],
    tokens: number,
    started: number,
  ): UsageRow => ({
    id: crypto.randomUUID(),
    user_id: payer ?? PROJECT,
    tenant_id: null,
    ...CALLED,
    model,
    status,
    input_tokens: tokens,
    cached_tokens: 0,
    output_tokens: 0,
    cost_micros: costOfTokens(model, tokens),
    latency_ms: Math.round(performance.now() - started),
    suspicion: 0,
    request_id: requestContext.requestId(),
  }),

  /** Writes down what cost nothing. Where that fails, the log tells. */
  async record(usage: UsageRow): Promise<void> {
    try {
      await aiUsageAdminRepository.add(usage);
    } catch (err) {
      requestContext.log()?.error({ err, usage }, 'What a call took could not be written down.');
    }
  },

  /**
   * Embeds texts in one call. Vectors and what they cost are kept in one transaction: what is cut off before it is neither kept nor
   * charged, and what comes after it is not called again.
   * @throws 429 `ai_budget_used_up`, and as `createEmbeddings` does
   */
  async embed(owner: EmbeddingOwner, batch: readonly Counted[]): Promise<readonly Vector[]> {
    const { ownerId, model, payer } = owner;
    const isJob = requestContext.accessToken() === null;
    const most = costOfTokens(
      model,
      batch.reduce((sum, { tokens }) => sum + tokens, 0),
    );
    const id = isJob ? reservationOf(owner, batch) : crypto.randomUUID();
    const reserved = payer === null ? null : await budgetService.reserve({ userId: payer, tenantId: null }, most, id);
    const started = performance.now();
    const patienceMs = isJob ? JOB_PATIENCE_MS : REQUEST_PATIENCE_MS;
    const signal = requestContext.signal() ?? AbortSignal.timeout(JOB_PATIENCE_MS);
    const texts = batch.map(({ text }) => text);
    const made = await createEmbeddings({ model, texts, signal, patienceMs }).catch(async (error: unknown) => {
      await outliveRequest(async () => {
        if (reserved !== null) await budgetService.settle(reserved, 0);
        await embeddingCallService.record(embeddingCallService.usageOf(owner, 'failed', 0, started));
      });
      throw error;
    });
    const usage = embeddingCallService.usageOf(owner, 'complete', made.tokens, started);
    const rows = batch.map(({ content_hash }, index) => ({ content_hash, vector: made.vectors[index] ?? [] }));
    // It is paid for: it is kept, though whoever asked may have left.
    await outliveRequest(async () => {
      await embeddingCacheAdminRepository.keep(ownerId, model, rows, usage);
      if (reserved !== null) await budgetService.settle(reserved, usage.cost_micros);
    }, KEEP_MS);
    return made.vectors;
  },
};
