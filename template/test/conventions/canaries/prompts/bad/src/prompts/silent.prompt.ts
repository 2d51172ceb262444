import { z } from 'zod';

export const silentPrompt = {
  name: 'silent',
  version: 1,
  input: z.strictObject({}),
  messages: [], // bad: prompts
};
