import { z } from 'zod';

const environment = z.object({
  /** Passages that a model reads for an answer. */
  ANSWER_PASSAGES: z.coerce.number().int().min(1).max(20).default(6),
  /** How near in meaning a passage has to be, that has no word of the question, for a model to be asked. */
  ANSWER_MIN_SIMILARITY: z.coerce.number().min(-1).max(1).default(0.3),
});

const present = Object.fromEntries(Object.entries(process.env).filter(([, value]) => value !== ''));

/** What answers from documents are made of. No threshold tells what is known from what is not: `npm run eval` shows what one does. */
export const documentAnswerConfig = Object.freeze(environment.parse(present));
