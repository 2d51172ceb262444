import { z } from 'zod';

/** What an answer took. `cost_usd` is exact, as text. */
export const usageSchema = z.object({
  /** Of the row in `app.ai_usage`: what feedback is given to. */
  id: z.uuid(),
  model: z.string(),
  /** `name@version`. */
  prompt_version: z.string(),
  input_tokens: z.int(),
  cached_tokens: z.int(),
  output_tokens: z.int(),
  cost_usd: z.string(),
  latency_ms: z.int(),
  /** `exact` or `similar` where it came from the cache, and cost nothing. */
  cache: z.enum(['exact', 'similar']).nullable(),
});

export type Usage = z.infer<typeof usageSchema>;

/** A tool that the model asks for. */
export const toolRequestSchema = z.object({ id: z.string(), tool: z.string(), arguments: z.string() });

export type ToolRequest = z.infer<typeof toolRequestSchema>;

/** One message to a model, in the form that OpenAI takes. */
export type ChatMessage =
  | { readonly role: 'system' | 'user' | 'assistant'; readonly content: string }
  | { readonly role: 'assistant'; readonly content: string | null; readonly tool_calls: readonly ChatToolCall[] }
  | { readonly role: 'tool'; readonly tool_call_id: string; readonly content: string };

export type ChatToolCall = {
  readonly id: string;
  readonly type: 'function';
  readonly function: { readonly name: string; readonly arguments: string };
};

/** A piece of an answer that streams. */
export type AnswerPart =
  | { readonly type: 'text'; readonly text: string }
  | { readonly type: 'tools'; readonly requests: readonly ToolRequest[] }
  | { readonly type: 'usage'; readonly usage: Usage };

/** A row of `app.ai_usage`, as the service writes it. */
export const usageRowSchema = z.object({
  id: z.uuid(),
  user_id: z.uuid(),
  tenant_id: z.uuid().nullable(),
  prompt: z.string(),
  version: z.int(),
  model: z.string(),
  status: z.enum(['complete', 'interrupted', 'failed', 'cached']),
  input_tokens: z.int(),
  cached_tokens: z.int(),
  output_tokens: z.int(),
  cost_micros: z.int(),
  latency_ms: z.int(),
  suspicion: z.number(),
  request_id: z.string().nullable(),
});

export type UsageRow = z.infer<typeof usageRowSchema>;
