import { z } from 'zod';

export const namePrompt = {
  name: 'other', // bad: prompts
  version: 1,
  input: z.strictObject({}),
  messages: [{ role: 'user', content: 'Hi' }],
};
