import { z } from 'zod';
import { chatBody } from '../clients/chat-body.ts';
import { openaiBatches, type BatchLine } from '../clients/openai-batches.ts';
import { aiConfig } from '../config/ai.config.ts';
import { models } from '../config/models.config.ts';
import { requestContext } from '../context/request-context.ts';
import { answerQuestionPrompt } from '../prompts/answer-question.prompt.ts';
import { aiUsageAdminRepository } from '../repositories/ai-usage-admin.repository.ts';
import { answerBatchAdminRepository, type RunningBatch } from '../repositories/answer-batch-admin.repository.ts';
import { answerBatchRepository } from '../repositories/answer-batch.repository.ts';
import type { UsageRow } from '../schemas/ai.schema.ts';
import type { AnswerBatch, AnswerBatchInput, AnswerBatchQuery } from '../schemas/answer.schema.ts';
import { appError } from '../utils/app-error.ts';
import { costOf } from '../utils/cost-of.ts';
import type { Page } from '../utils/keyset.ts';
import { safeText } from '../utils/safe-text.ts';
import { uuidOf } from '../utils/uuid-of.ts';
import { aiCallService } from './ai-call.service.ts';
import { budgetService } from './budget.service.ts';

/** OpenAI takes half for what may wait a day. */
const SHARE = 0.5;
const AT_A_TIME = 50;

const reservationSchema = z.object({ id: z.string(), keys: z.array(z.string()), model: z.string() });

const priceOf = (name: string) => models.simple.find(({ model }) => model === name)?.price ?? models.simple[0].price;

const usageOf = ({ id, owner_id }: RunningBatch, line: BatchLine, model: string): UsageRow => ({
  id: uuidOf(`${id} ${line.index}`),
  user_id: owner_id,
  tenant_id: null,
  prompt: answerQuestionPrompt.name,
  version: answerQuestionPrompt.version,
  model,
  status: line.text === null ? 'failed' : 'complete',
  input_tokens: line.input,
  cached_tokens: 0,
  output_tokens: line.output,
  cost_micros: Math.ceil(SHARE * costOf(priceOf(model), { input: line.input, cached: 0, output: line.output })),
  latency_ms: 0,
  suspicion: 0,
  request_id: null,
});

/** Ends a batch: each step may be done again without doing more. */
const collect = async (batch: RunningBatch): Promise<void> => {
  const found = await openaiBatches.read(batch.openai_id);
  if (found === null) return;
  const { id, keys, model } = reservationSchema.parse(JSON.parse(batch.reservation));
  const rows = found.lines.map((line) => usageOf(batch, line, model));
  if (rows.length > 0) await aiUsageAdminRepository.addAll(rows);
  const cost = rows.reduce((sum, { cost_micros }) => sum + cost_micros, 0);
  await budgetService.settle({ id, keys }, cost);
  const texts = new Map(found.lines.map(({ index, text }) => [index, text]));
  const answers = batch.questions.map((_, index) => {
    const text = texts.get(index) ?? null;
    return text === null ? null : safeText(text, aiConfig.AI_LINK_HOSTS);
  });
  const status = answers.some((answer) => answer !== null) ? 'complete' : 'failed';
  await answerBatchAdminRepository.end(batch.owner_id, batch.id, { status, answers });
};

/** Questions in bulk, which may take a day and cost half, by OpenAI's Batch API. */
export const answerBatchService = {
  list: (query: AnswerBatchQuery): Promise<Page<AnswerBatch>> => answerBatchRepository.list(query),

  /** @throws 404 `answer_batch_not_found` */
  async get(id: string): Promise<AnswerBatch> {
    const batch = await answerBatchRepository.get(id);
    if (batch === null) throw appError.notFound('answer_batch');
    return batch;
  },

  /** @throws 413 `too_many_tokens`, 429 `ai_budget_used_up` for all of it together */
  async submit({ questions }: AnswerBatchInput): Promise<AnswerBatch> {
    const calls = questions.map((question) =>
      aiCallService.prepare({ prompt: answerQuestionPrompt, input: { question } }),
    );
    // A batch is for one model: nobody is there to try another one.
    const { model, price } = calls[0]?.chain[0] ?? models.simple[0];
    const most = calls.map(({ inputTokens: input, question }) =>
      costOf(price, { input, cached: 0, output: question.maxOutputTokens }),
    );
    const payer = { userId: requestContext.user().id, tenantId: null };
    const reserved = await budgetService.reserve(payer, Math.ceil(SHARE * most.reduce((sum, one) => sum + one, 0)));
    try {
      const openai_id = await openaiBatches.submit(calls.map(({ chain, question }) => chatBody(chain[0], question)));
      const reservation = JSON.stringify({ ...reserved, model });
      return await answerBatchAdminRepository.add(payer.userId, { openai_id, reservation, questions });
    } catch (error) {
      await budgetService.settle(reserved, 0);
      throw error;
    }
  },

  /** Looks at the batches that run, and ends those that OpenAI is done with. */
  async collectAll(): Promise<void> {
    for (const batch of await answerBatchAdminRepository.running(AT_A_TIME)) {
      await collect(batch).catch((err: unknown) =>
        requestContext
          .log()
          ?.error({ err, batch: batch.id }, 'A batch of answers could not be read; it is tried again.'),
      );
    }
  },
};
