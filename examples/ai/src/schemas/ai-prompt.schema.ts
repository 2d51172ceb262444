import type { Prompt } from './prompt.schema.ts';

/** What a prompt is tried with: an input, and words that a right answer has, whatever else it says. */
export type PromptExample = {
  readonly input: Readonly<Record<string, unknown>>;
  readonly expect: readonly string[];
};

/** A prompt that `aiService` sends. */
export type AiPrompt = Prompt & {
  /** Which chain of `config/models.config.ts` it is for. */
  readonly task: 'simple' | 'reasoning';
  /** Whether its answer depends on the input alone, so that all users may be given the same one. */
  readonly shared: boolean;
  readonly examples: readonly PromptExample[];
};
