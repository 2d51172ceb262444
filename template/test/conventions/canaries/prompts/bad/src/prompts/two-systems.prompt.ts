import { z } from 'zod';

export const twoSystemsPrompt = {
  name: 'two-systems',
  version: 1,
  input: z.strictObject({}),
  messages: [
    { role: 'system', content: 'One' },
    { role: 'system', content: 'Two' }, // bad: prompts
  ],
};
