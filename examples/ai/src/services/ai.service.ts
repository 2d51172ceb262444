import type { ChatCompletion } from 'openai/resources';
import { z } from 'zod';
import { askModels } from '../clients/ask-models.ts';
import { chatBody } from '../clients/chat-body.ts';
import { openai } from '../clients/openai.ts';
import type { ChatModel } from '../config/models.config.ts';
import { outliveRequest } from '../context/outlive-request.ts';
import { requestContext } from '../context/request-context.ts';
import { aiConfig } from '../config/ai.config.ts';
import type { Usage } from '../schemas/ai.schema.ts';
import { appError } from '../utils/app-error.ts';
import { safeText } from '../utils/safe-text.ts';
import { aiCallService, type Ask, type OpenCall } from './ai-call.service.ts';
import { aiStreamService, type AnswerStream } from './ai-stream.service.ts';
import { answerCacheService, type Cacheable } from './answer-cache.service.ts';
import { tokensOf } from '../utils/tokens-of.ts';

export type Answer = { readonly text: string; readonly usage: Usage };
type Asked = { readonly model: ChatModel; readonly answer: ChatCompletion };

const NOTHING = { input: 0, cached: 0, output: 0 };
/** What may be shared by several requests ends with none of them, but by the time limits of the client. */
const never = new AbortController().signal;

/** Calls that are under way, by what is asked: whoever asks the same meanwhile gets the same answer. */
const underWay = new Map<string, Promise<Asked>>();

const send = (key: string, { question, chain }: OpenCall): Promise<Asked> => {
  const call = (model: ChatModel) => openai().chat.completions.create(chatBody(model, question));
  const asked = askModels(chain, call, never).finally(() => underWay.delete(key));
  underWay.set(key, asked);
  return asked;
};

/** @throws 422 `ai_declined` where the model does not want to answer, 503 `ai_invalid_answer` where there is nothing */
const textOf = ({ choices: [choice] }: ChatCompletion): string => {
  const refusal = choice?.message.refusal ?? null;
  if (refusal !== null || choice?.finish_reason === 'content_filter')
    throw appError.unprocessable('ai_declined', 'The AI declines to answer this.', null, refusal);
  const text = choice?.message.content ?? '';
  if (text === '') throw appError.unavailable('ai_invalid_answer', 'The AI gave no answer. Try again.');
  return text;
};

/** Asks a model, or joins whoever asks it the same right now, which costs nothing. */
const askOnce = async (key: string, open: OpenCall): Promise<Answer> => {
  const joined = underWay.get(key) ?? null;
  const { model, answer } = await (joined ?? send(key, open)).catch(async (error: unknown) => {
    await aiCallService.settle(open, null, NOTHING, 'failed');
    throw error;
  });
  const usage =
    joined === null
      ? await aiCallService.settle(open, model, tokensOf(answer.usage ?? null, open.inputTokens, answer), 'complete')
      : await aiCallService.settle(open, model, NOTHING, 'cached', 'exact');
  return { text: textOf(answer), usage };
};

const cacheable = <I extends z.ZodObject>(ask: Ask<I>, question: string | null): Cacheable => ({
  scope: ask.prompt.shared ? 'all' : (requestContext.userId() ?? 'nobody'),
  prompt: `${ask.prompt.name}@${ask.prompt.version}`,
  input: [ask.input, ask.history ?? [], ask.form?.name ?? null],
  question,
});

/** Answers of models. Each is counted, paid for, checked and written down; docs/examples/ai.md shows how they are used. */
export const aiService = {
  /**
   * An answer as text, without HTML and without links to hosts that AI_LINK_HOSTS does not name. The same question has the
   * same answer for a while: for all where the prompt is `shared`, else for the user who asked.
   * @param similar the question in the user's words, where others may ask it in other words
   * @throws 413 `too_many_tokens`, 422 `ai_declined`, 429 `ai_budget_used_up`, 503 `ai_overloaded`, 504 `ai_timeout`
   */
  async generateResponse<I extends z.ZodObject>(ask: Ask<I>, similar: string | null = null): Promise<Answer> {
    const asked = cacheable(ask, similar);
    const known = await answerCacheService.find(asked);
    if (known !== null) return { text: known.text, usage: await aiCallService.remembered(ask, known.how) };
    const { text, usage } = await askOnce(JSON.stringify(asked), await aiCallService.open(ask));
    const safe = safeText(text, aiConfig.AI_LINK_HOSTS);
    if (usage.cache === null) await outliveRequest(() => answerCacheService.keep(asked, safe));
    return { text: safe, usage };
  },

  /**
   * An answer in a form: what the model says is parsed by the schema, and asked for once more where it does not fit. Each
   * field must be there: write `.nullable()` for what may be unknown.
   * @throws as `generateResponse` does, and 503 `ai_invalid_answer`
   */
  async generateObject<I extends z.ZodObject, O extends z.ZodObject>(
    ask: Ask<I>,
    schema: O,
  ): Promise<{ readonly object: z.output<O>; readonly usage: Usage }> {
    const { $schema: _, ...json } = z.toJSONSchema(schema);
    const inForm = { ...ask, form: { name: ask.prompt.name, schema: json } };
    const tryOnce = async (attempt: number) => {
      const key = JSON.stringify([attempt, cacheable(inForm, null)]);
      const { text, usage } = await askOnce(key, await aiCallService.open(inForm));
      return { parsed: schema.safeParse(parseJson(text)), usage };
    };
    const first = await tryOnce(1);
    const { parsed, usage } = first.parsed.success ? first : await tryOnce(2);
    if (parsed.success) return { object: parsed.data, usage };
    throw appError.unavailable(
      'ai_invalid_answer',
      'The AI gave no answer in the right form. Try again.',
      null,
      parsed.error,
    );
  },

  /**
   * An answer piece by piece. It is there once a model has begun; what goes wrong before that is thrown, what goes wrong
   * after it is thrown by the stream. The signal ends it: what has come until then is paid for.
   * @throws as `generateResponse` does
   */
  async streamResponse<I extends z.ZodObject>(ask: Ask<I>, signal: AbortSignal): Promise<AnswerStream> {
    return aiStreamService.begin(await aiCallService.open(ask), signal);
  },
};

const parseJson = (text: string): unknown => {
  try {
    return JSON.parse(text);
  } catch {
    // The schema says what is wrong with it.
    return null;
  }
};
