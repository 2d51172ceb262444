import { readFileSync } from 'node:fs'; // bad: prompts-as-templates
import { z } from 'zod';
import { greeting } from '../schemas/greeting.schema.ts';

const TONE = 'friendly';
const version = 2;

export const assembledPrompt = {
  name: `assembled-${TONE}`, // bad: prompts-as-templates
  version, // bad: prompts-as-templates
  input: z.strictObject({ content: z.string(), messages: z.array(z.string()) }),
  messages: [
    { role: 'system', content: `Be ${TONE}.` }, // bad: prompts-as-templates
    { role: 'user', content: 'Summarise: ' + '{{content}}' }, // bad: prompts-as-templates
    { role: 'assistant', content: greeting }, // bad: prompts-as-templates
    { role: 'user', content: readFileSync('prompt.txt', 'utf8') }, // bad: prompts-as-templates
    { role: 'assistant', content: ['One', 'two'].join('\n') }, // bad: prompts-as-templates
    ...[{ role: 'user', content: '{{messages}}' }], // bad: prompts-as-templates
    greeting, // bad: prompts-as-templates
    { ...greeting, role: 'user' }, // bad: prompts-as-templates
  ],
};
