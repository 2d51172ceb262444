import type { z } from 'zod';
import { parseInput } from './parse-input.ts';

const PLACEHOLDER = /\{\{(\w+)\}\}/g;

/** What is used of a `Prompt` (`schemas/prompt.schema.ts`). */
type Template<Input, Message> = {
  readonly name: string;
  readonly version: number;
  readonly input: Input;
  readonly messages: readonly Message[];
};

/**
 * The messages of a prompt with its input filled in, ready to be sent: a string as it is, anything else as JSON.
 * Values are filled in once: a `{{field}}` that a value brings along stays as it is. What a value tells the model is not
 * judged here.
 * @throws 400 `validation_failed` where the input does not fit the prompt's schema; an error for a placeholder that has
 * no value (the check `prompts` finds it first).
 */
export function renderPrompt<Input extends z.ZodObject, Message extends { readonly content: string }>(
  { name, version, input, messages }: Template<Input, Message>,
  given: z.input<Input>,
): Message[] {
  const values: Readonly<Record<string, unknown>> = parseInput(input, given);
  const fill = (placeholder: string, field: string): string => {
    const value = Object.hasOwn(values, field) ? values[field] : undefined;
    if (value === undefined) throw new Error(`The prompt ${name}@${version} has no value for ${placeholder}.`);
    return typeof value === 'string' ? value : JSON.stringify(value);
  };
  return messages.map((message) => ({ ...message, content: message.content.replace(PLACEHOLDER, fill) }));
}
