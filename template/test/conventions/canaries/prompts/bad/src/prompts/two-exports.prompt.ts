import { z } from 'zod';

// bad next line: prompts
export const twoExportsPrompt = {
  name: 'two-exports',
  version: 1,
  input: z.strictObject({}),
  messages: [{ role: 'user', content: 'Hi' }],
};
export const text = 'Hi';
