import { createHash } from 'node:crypto';
import type { ChatCompletionFunctionTool } from 'openai/resources/chat/completions';
import { z } from 'zod';
import type { Question } from '../clients/chat-body.ts';
import { aiConfig } from '../config/ai.config.ts';
import { models, type ChatModel } from '../config/models.config.ts';
import { outliveRequest } from '../context/outlive-request.ts';
import { requestContext } from '../context/request-context.ts';
import type { AiPrompt } from '../schemas/ai-prompt.schema.ts';
import type { ChatMessage, Usage } from '../schemas/ai.schema.ts';
import { appError } from '../utils/app-error.ts';
import { costOf, type Tokens } from '../utils/cost-of.ts';
import { countTokens } from '../utils/count-tokens.ts';
import { injectionSignal } from '../utils/injection-signal.ts';
import { livingModel } from '../utils/living-model.ts';
import { markUntrusted } from '../utils/mark-untrusted.ts';
import { parseInput } from '../utils/parse-input.ts';
import { renderPrompt } from '../utils/render-prompt.ts';
import { aiUsageService, type Call, type Outcome } from './ai-usage.service.ts';
import { budgetService, type Payer } from './budget.service.ts';

/** What is asked of a model: a prompt with its input, and whatever else of `Extras`. */
export type Ask<I extends z.ZodObject = z.ZodObject> = {
  readonly prompt: AiPrompt & { readonly input: I };
  /** Everything in it counts as written by people: it reaches the model between marks. */
  readonly input: z.input<I>;
} & Partial<Extras>;

type Extras = {
  /** What was said before; it comes before the last message of the prompt. */
  readonly history: readonly ChatMessage[];
  /** What was said and done after the prompt: calls of tools, and what they answered. */
  readonly followUp: readonly ChatMessage[];
  readonly tools: readonly ChatCompletionFunctionTool[];
  readonly form: Question['form'];
  readonly maxOutputTokens: number;
  readonly tenantId: string | null;
  /** Whether the answer must not be a remembered one. */
  readonly fresh: boolean;
};

/** A call that may be made, once it is paid for. */
export type PreparedCall = {
  readonly question: Question;
  readonly chain: readonly [ChatModel, ...ChatModel[]];
  readonly inputTokens: number;
  readonly payer: Payer;
  readonly suspicion: number;
};

/** A call that may be made: its budget is put aside. `settle` must follow, once. */
export type OpenCall = {
  readonly call: Call;
  readonly question: Question;
  readonly chain: readonly ChatModel[];
  readonly inputTokens: number;
};

/** For each message and each tool: what stands around them. */
const OVERHEAD = 6;

const tooMany = (tokens: number, limit: number) =>
  appError.payloadTooLarge('too_many_tokens', `This is about ${tokens} tokens, and ${limit} are taken. Send less.`, {
    tokens,
    limit,
  });

const aliveOn = (chain: readonly ChatModel[], day: Date): readonly ChatModel[] => {
  const today = day.toISOString().slice(0, 10);
  const alive = chain.filter(({ last_day }) => last_day === null || today <= last_day);
  // Where there is none, this says so.
  if (alive.length === 0) livingModel(chain, day);
  return alive;
};

const marked = (input: Readonly<Record<string, unknown>>): Record<string, unknown> =>
  Object.fromEntries(
    Object.entries(input).map(([key, value]) => [
      key,
      markUntrusted(typeof value === 'string' ? value : JSON.stringify(value)),
    ]),
  );

const payerId = (): string => {
  const userId = requestContext.userId();
  if (userId !== null) return userId;
  throw appError.unauthorized('token_required', 'AI is used, and paid for, by somebody: sign in.');
};

const textIn = (value: unknown): string => (typeof value === 'string' ? value : JSON.stringify(value));

/** What happens before and after each call of a model. */
export const aiCallService = {
  /**
   * Parses and marks the input, counts its tokens and chooses the models.
   * @throws 400 `validation_failed`, 413 `too_many_tokens`, 503 `model_unavailable`
   */
  prepare<I extends z.ZodObject>({ prompt, input, ...extras }: Ask<I>): PreparedCall {
    const { history = [], followUp = [], tools = [], form = null, tenantId = null } = extras;
    const payer = { userId: payerId(), tenantId };
    const maxOutputTokens = Math.min(extras.maxOutputTokens ?? Infinity, aiConfig.AI_MAX_OUTPUT_TOKENS);
    const parsed = parseInput(prompt.input, input);
    const rendered = renderPrompt({ ...prompt, input: z.looseObject({}) }, marked(parsed));
    const messages: ChatMessage[] = [...rendered.slice(0, -1), ...history, ...rendered.slice(-1), ...followUp];
    const texts = [...messages, ...tools].map(textIn);
    const inputTokens = texts.reduce((sum, text) => sum + countTokens(text) + OVERHEAD, 0);
    const limit = aiConfig.AI_MAX_INPUT_TOKENS;
    if (inputTokens > limit) throw tooMany(inputTokens, limit);
    const chain = aliveOn(models[prompt.task], new Date()).filter(
      (model) => (tools.length === 0 || model.tools) && inputTokens + maxOutputTokens <= model.context,
    );
    const [first] = chain;
    if (first === undefined) throw tooMany(inputTokens, limit);
    const suspicion = injectionSignal(Object.values(parsed).map(textIn).join('\n'));
    const question: Question = {
      messages,
      tools,
      form,
      maxOutputTokens,
      prompt: `${prompt.name}@${prompt.version}`,
      userHash: createHash('sha256').update(payer.userId).digest('hex').slice(0, 32),
    };
    return { question, chain: [first, ...chain.slice(1)], inputTokens, payer, suspicion };
  },

  /** As `prepare`, and puts aside what the call may cost. @throws as `prepare` does, and 429 `ai_budget_used_up` */
  async open<I extends z.ZodObject>(ask: Ask<I>): Promise<OpenCall> {
    const { question, chain, inputTokens, payer, suspicion } = aiCallService.prepare(ask);
    const tokens = { input: inputTokens, cached: 0, output: question.maxOutputTokens };
    const most = chain.map(({ price }) => costOf(price, tokens));
    const call: Call = {
      id: crypto.randomUUID(),
      payer,
      prompt: ask.prompt.name,
      version: ask.prompt.version,
      suspicion,
      started: performance.now(),
      reservation: await budgetService.reserve(payer, Math.max(...most)),
    };
    return { call, question, chain, inputTokens };
  },

  /** The usage of an answer that was remembered: it cost nothing, and took the time of looking it up. */
  remembered<I extends z.ZodObject>({ prompt, tenantId = null }: Ask<I>, how: 'exact' | 'similar'): Usage {
    const call: Call = {
      id: crypto.randomUUID(),
      payer: { userId: payerId(), tenantId },
      prompt: prompt.name,
      version: prompt.version,
      suspicion: 0,
      started: performance.now(),
      reservation: null,
    };
    const tokens = { input: 0, cached: 0, output: 0 };
    const outcome: Outcome = { model: 'cache', price: null, tokens, status: 'cached', cache: how };
    const usage = aiUsageService.describe(call, outcome);
    // Whoever asked waits for nothing: there is nothing to settle, and a row that cannot be written is in the log.
    void outliveRequest(() => aiUsageService.record(call, outcome, usage));
    return usage;
  },

  /** What a call took, once it is over, however it ended. */
  async settle(
    { call }: OpenCall,
    model: ChatModel | null,
    tokens: Tokens,
    status: 'complete' | 'interrupted' | 'failed',
  ): Promise<Usage> {
    const outcome: Outcome = {
      model: model?.model ?? 'none',
      price: model?.price ?? null,
      tokens,
      status,
      cache: null,
    };
    const usage = aiUsageService.describe(call, outcome);
    await outliveRequest(() => aiUsageService.record(call, outcome, usage));
    return usage;
  },
};
