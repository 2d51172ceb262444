import { z } from 'zod';

export const versionTextPrompt = {
  name: 'version-text',
  version: '1.0', // bad: prompts
  input: z.strictObject({}),
  messages: [{ role: 'user', content: 'Hi' }],
};
