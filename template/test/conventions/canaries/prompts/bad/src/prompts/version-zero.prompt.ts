import { z } from 'zod';

export const versionZeroPrompt = {
  name: 'version-zero',
  version: 0, // bad: prompts
  input: z.strictObject({}),
  messages: [{ role: 'user', content: 'Hi' }],
};
