import { z } from 'zod';
import { textSchema } from '../schemas/text.schema.ts';
import type { Prompt } from '../schemas/prompt.schema.ts';

const MAX_WORDS = 500;

export const summarisePrompt = {
  name: 'summarise',
  version: 3,
  input: z.strictObject({ text: textSchema, messages: z.string(), content: z.string(), words: z.int().max(MAX_WORDS) }),
  messages: [
    { role: 'system', content: `You summarise texts
in {{words}} words.` },
    { role: 'user', content: '{{text}} {{messages}} {{content}}' },
  ],
} satisfies Prompt;
