import { z } from 'zod';

export const greetPrompt = {
  name: 'greet',
  version: 2, // bad: prompts
  input: z.strictObject({ name: z.string().max(100) }),
  messages: [{ role: 'user', content: 'Greet {{name}} warmly.' }],
};
