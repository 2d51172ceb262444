import type { ChatModel } from '../config/models.config.ts';
import { requestContext } from '../context/request-context.ts';
import { aiUsageAdminRepository } from '../repositories/ai-usage-admin.repository.ts';
import { aiUsageRepository } from '../repositories/ai-usage.repository.ts';
import type { Usage, UsageRow } from '../schemas/ai.schema.ts';
import type { ReportQuery, ReportRow, UsageItem, UsageQuery } from '../schemas/ai-usage.schema.ts';
import { appError } from '../utils/app-error.ts';
import { costOf, type Tokens } from '../utils/cost-of.ts';
import type { Page } from '../utils/keyset.ts';
import { toUsd } from '../utils/to-usd.ts';
import { budgetService, type Payer, type Reservation } from './budget.service.ts';

/** A call that is under way, as its usage will say. */
export type Call = {
  readonly id: string;
  readonly payer: Payer;
  readonly prompt: string;
  readonly version: number;
  readonly suspicion: number;
  readonly started: number;
  readonly reservation: Reservation | null;
};

export type Outcome = {
  readonly model: string;
  readonly price: ChatModel['price'] | null;
  readonly tokens: Tokens;
  readonly status: UsageRow['status'];
  readonly cache: Usage['cache'];
};

const costOfCall = ({ price, tokens }: Outcome): number => (price === null ? 0 : costOf(price, tokens));

/** What AI took: written for every answer, read by whoever asked, and summed up for admins. */
export const aiUsageService = {
  /** What a call took, in the form in which whoever asked is told. */
  describe(call: Call, outcome: Outcome): Usage {
    const { model, tokens, cache } = outcome;
    return {
      id: call.id,
      model,
      prompt_version: `${call.prompt}@${call.version}`,
      input_tokens: tokens.input,
      cached_tokens: tokens.cached,
      output_tokens: tokens.output,
      cost_usd: toUsd(costOfCall(outcome)),
      latency_ms: Math.round(performance.now() - call.started),
      cache,
    };
  },

  /**
   * Settles what was put aside, and writes the row. It comes after the answer, which is not lost where this fails: the budget
   * then keeps what was put aside, and the log tells.
   */
  async record(call: Call, outcome: Outcome, { latency_ms }: Usage): Promise<void> {
    const { model, tokens, status } = outcome;
    const cost = costOfCall(outcome);
    const row: UsageRow = {
      id: call.id,
      user_id: call.payer.userId,
      tenant_id: call.payer.tenantId,
      prompt: call.prompt,
      version: call.version,
      model,
      status,
      input_tokens: tokens.input,
      cached_tokens: tokens.cached,
      output_tokens: tokens.output,
      cost_micros: cost,
      latency_ms,
      suspicion: call.suspicion,
      request_id: requestContext.requestId(),
    };
    try {
      await aiUsageAdminRepository.add(row);
      if (call.reservation !== null) await budgetService.settle(call.reservation, cost);
    } catch (err) {
      requestContext.log()?.error({ err, usage: row }, 'What a call took could not be written down.');
    }
  },

  list: (query: UsageQuery): Promise<Page<UsageItem>> => aiUsageRepository.list(query),

  /** What the caller thinks of an answer of theirs. @throws 404 `ai_usage_not_found` */
  async rate(id: string, score: 1 | -1): Promise<void> {
    if (!(await aiUsageRepository.isOwn(id))) throw appError.notFound('ai_usage');
    await aiUsageAdminRepository.setFeedback(id, requestContext.user().id, score);
  },

  report: (query: ReportQuery): Promise<ReportRow[]> => aiUsageAdminRepository.report(query),
};
