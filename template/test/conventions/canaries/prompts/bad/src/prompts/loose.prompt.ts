import { z } from 'zod';

export const loosePrompt = {
  name: 'loose',
  version: 1,
  input: z.object({ text: z.string() }), // bad: prompts
  messages: [{ role: 'user', content: '{{text}}' }],
};
