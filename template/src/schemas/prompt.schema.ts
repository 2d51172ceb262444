import { z } from 'zod';

/** One message of a prompt or a conversation, in the form that OpenAI takes. */
export const promptMessageSchema = z.strictObject({
  role: z.enum(['system', 'user', 'assistant']),
  content: z.string(),
});

export type PromptMessage = z.infer<typeof promptMessageSchema>;

/**
 * A prompt is data: what is said is written down whole, and what varies stands in it as `{{field}}`, a field of `input`.
 * Files in `prompts/` write `export const summarisePrompt = { … } satisfies Prompt`, so that the input keeps its type.
 */
export type Prompt = {
  /** The file's: `summarise` is `summarise.prompt.ts`. */
  readonly name: string;
  /** From 1, raised with each change of messages or input, so that an answer can be told from that of another wording. */
  readonly version: number;
  /** A strict object: one field for each placeholder, each with its limit. */
  readonly input: z.ZodObject;
  /** At most one of the system, at the start; then the user's and the assistant's in turns. */
  readonly messages: readonly Readonly<PromptMessage>[];
};
