import { z } from 'zod';

export const messagesPrompt = {
  name: 'messages',
  version: 1,
  input: z.strictObject({}),
  messages: [
    { role: 'tool', content: 'Hi' }, // bad: prompts
    { role: 'user', content: ' ' }, // bad: prompts
    { role: 'user', content: ['Hi'] }, // bad: prompts
    { role: 'user', content: 'Hi', name: 'Ann' }, // bad: prompts
  ],
};
