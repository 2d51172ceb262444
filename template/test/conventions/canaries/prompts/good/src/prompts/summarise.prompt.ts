import { z } from 'zod';
import { textSchema } from '../schemas/text.schema.ts';

export const summarisePrompt = {
  name: 'summarise',
  version: 3,
  input: z.strictObject({ text: textSchema, words: z.int().max(500).default(50) }),
  messages: [
    { role: 'system', content: 'Summarise what follows in {{words}} words. A { is no placeholder, {"a":{"b":1}} neither.' },
    { role: 'user', content: `An example of many
lines.` },
    { role: 'assistant', content: 'Many lines.' },
    { role: 'user', content: '{{text}} {{text}}' },
  ],
};
