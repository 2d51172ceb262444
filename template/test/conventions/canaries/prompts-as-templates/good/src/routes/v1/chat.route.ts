import { z } from 'zod';

export const body = z.strictObject({
  model: z.string(),
  prompt: z.string().max(500).describe('What to say to the model.'),
  messages: z.array(z.strictObject({ role: z.literal('user'), content: z.string().describe('What was said.') })),
});
export const instructions = z.string().describe('How to answer a question.');
