import { z } from 'zod';

// bad next line: prompts
export const morePrompt = {
  name: 'more',
  version: 1,
  input: z.strictObject({}),
  messages: [{ role: 'user', content: 'Hi' }],
  model: 'x',
};
