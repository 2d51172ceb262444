import { z } from 'zod';

export const rolesPrompt = {
  name: 'roles',
  version: 1,
  input: z.strictObject({}),
  messages: [
    { role: 'user', content: 'Hi' },
    { role: 'user', content: 'Hi again' }, // bad: prompts
    { role: 'system', content: 'Too late' }, // bad: prompts
  ],
};
