import { z } from 'zod';

export const unrecordedPrompt = {
  name: 'unrecorded',
  version: 2, // bad: prompts
  input: z.strictObject({}),
  messages: [{ role: 'user', content: 'Hi' }],
};
