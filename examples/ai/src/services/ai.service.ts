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
import { aiCallService, type Ask } from './ai-call.service.ts';
import { aiStreamService, type AnswerStream } from './ai-stream.service.ts';
import { answerCacheService, type Cacheable } from './answer-cache.service.ts';
import { tokensOf } from '../utils/tokens-of.ts';

export type Answer = { readonly text: string; readonly usage: Usage };

const NOTHING = { input: 0, cached: 0, output: 0 };
/** What may be shared by several requests ends with none of them, but by the time limits of the client. */
const never = new AbortController().signal;

/** What is being asked right now, and the text that will come of it. */
const underWay = new Map<string, Promise<string>>();

/** @throws 422 `ai_declined` where the model does not want to answer, 503 `ai_invalid_answer` where there is nothing */
const textOf = ({ choices: [choice] }: ChatCompletion): string => {
  const refusal = choice?.message.refusal ?? null;
  if (refusal !== null || choice?.finish_reason === 'content_filter')
    throw appError.unprocessable('ai_declined', 'The AI declines to answer this.', null, refusal);
  const text = choice?.message.content ?? '';
  if (text === '') throw appError.unavailable('ai_invalid_answer', 'The AI gave no answer. Try again.');
  return text;
};

/** Asks a model. */
const askModel = async <I extends z.ZodObject>(ask: Ask<I>): Promise<Answer> => {
  const open = await aiCallService.open(ask);
  const call = (model: ChatModel) => openai().chat.completions.create(chatBody(model, open.question));
  const { model, answer } = await askModels(open.chain, call, never).catch(async (error: unknown) => {
    await aiCallService.settle(open, null, NOTHING, 'failed');
    throw error;
  });
  const usage = await aiCallService.settle(open, model, tokensOf(answer.usage, open.inputTokens, answer), 'complete');
  return { text: textOf(answer), usage };
};

const textOnly = async (work: Promise<Answer>): Promise<string> => (await work).text;

/** Whoever asks what is being asked already waits for that, and pays nothing; where it fails, for their own. */
const once = async <I extends z.ZodObject>(key: string, ask: Ask<I>, work: () => Promise<Answer>): Promise<Answer> => {
  const joined = underWay.get(key);
  if (joined !== undefined) {
    // Whose error it was is told to whoever asked first.
    const text = await joined.catch(() => null);
    if (text !== null) return { text, usage: aiCallService.remembered(ask, 'exact') };
  }
  const answer = work();
  const awaited = textOnly(answer).finally(() => underWay.delete(key));
  // Nobody may be waiting for it.
  awaited.catch(() => undefined);
  underWay.set(key, awaited);
  return answer;
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
    if (ask.fresh === true) {
      const { text, usage } = await askModel(ask);
      return { text: safeText(text, aiConfig.AI_LINK_HOSTS), usage };
    }
    const asked = cacheable(ask, similar);
    return once(JSON.stringify(asked), ask, async () => {
      const known = await answerCacheService.find(asked);
      if (known !== null) return { text: known.text, usage: aiCallService.remembered(ask, known.how) };
      const { text, usage } = await askModel(ask);
      const safe = safeText(text, aiConfig.AI_LINK_HOSTS);
      await outliveRequest(() => answerCacheService.keep(asked, safe));
      return { text: safe, usage };
    });
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
      const { text, usage } = await once(key, ask, () => askModel(inForm));
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
