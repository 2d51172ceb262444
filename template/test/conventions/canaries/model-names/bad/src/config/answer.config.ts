import { z } from 'zod';

export const answerConfig = z.object({
  OPENAI_MODEL: z.string().default('gpt-4.1-mini'), // bad: model-names
});
