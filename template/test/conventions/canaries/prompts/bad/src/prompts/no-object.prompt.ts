import { z } from 'zod';

export const noObjectPrompt = {
  name: 'no-object',
  version: 1,
  input: z.strictObject({ text: z.string() }).transform(({ text }) => text), // bad: prompts
  messages: [{ role: 'user', content: '{{text}}' }],
};
