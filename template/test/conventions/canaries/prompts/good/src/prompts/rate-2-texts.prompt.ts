import { z } from 'zod';

export const rate2TextsPrompt = {
  name: 'rate-2-texts',
  version: 1,
  input: z.strictObject({}),
  messages: [{ role: 'system', content: 'You rate texts.' }],
};
