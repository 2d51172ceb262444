import type {
  ChatCompletionCreateParamsNonStreaming,
  ChatCompletionFunctionTool,
} from 'openai/resources/chat/completions';
import type { ChatModel } from '../config/models.config.ts';
import type { ChatMessage } from '../schemas/ai.schema.ts';

/** What a model is asked, whichever model it will be. */
export type Question = {
  readonly messages: readonly ChatMessage[];
  readonly tools: readonly ChatCompletionFunctionTool[];
  /** The form of the answer, as JSON schema; null for text. */
  readonly form: { readonly name: string; readonly schema: Readonly<Record<string, unknown>> } | null;
  readonly maxOutputTokens: number;
  /** `name@version`: calls of one prompt begin alike, and are cheaper where OpenAI serves them by one machine. */
  readonly prompt: string;
  /** Tells OpenAI whose calls belong together, and not who it is. */
  readonly userHash: string;
};

/** The request for one model: only what that model takes, or it would refuse it. */
export function chatBody(model: ChatModel, question: Question): ChatCompletionCreateParamsNonStreaming {
  const { messages, tools, form, maxOutputTokens, prompt, userHash } = question;
  return {
    model: model.model,
    // Sent as they are; the SDK wants arrays that it could write to.
    messages: structuredClone(messages) as ChatCompletionCreateParamsNonStreaming['messages'],
    max_completion_tokens: Math.min(maxOutputTokens, model.max_output),
    prompt_cache_key: prompt,
    safety_identifier: userHash,
    store: false,
    ...(model.temperature ? { temperature: 0.2 } : {}),
    ...(model.reasoning_effort === null ? {} : { reasoning_effort: model.reasoning_effort }),
    ...(tools.length === 0 ? {} : { tools: [...tools], parallel_tool_calls: false }),
    ...(form === null
      ? {}
      : {
          response_format: { type: 'json_schema', json_schema: { ...form, schema: { ...form.schema }, strict: true } },
        }),
  };
}
