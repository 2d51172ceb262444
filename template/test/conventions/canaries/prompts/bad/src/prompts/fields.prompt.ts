import { z } from 'zod';

export const fieldsPrompt = {
  name: 'fields',
  version: 1,
  input: z.strictObject({ text: z.string(), unused: z.string() }), // bad: prompts
  messages: [
    { role: 'system', content: 'Answer in {{language}}.' }, // bad: prompts
    { role: 'user', content: '{{text}} {{ text }}' }, // bad: prompts
    { role: 'assistant', content: '{{constructor}}' }, // bad: prompts
    { role: 'user', content: '{{text.length}}' }, // bad: prompts
  ],
};
