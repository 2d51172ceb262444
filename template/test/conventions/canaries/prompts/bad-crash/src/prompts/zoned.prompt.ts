import { z } from 'zod';

setInterval(() => process.stdout.write('noise'), 10);
export const zonedPrompt = {
  name: 'zoned',
  version: 1, // bad: prompts
  input: z.strictObject({}),
  messages: [{ role: 'user', content: 'Loaded after others crashed, but not recorded.' }],
};
