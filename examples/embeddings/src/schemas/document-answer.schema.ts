import { z } from 'zod';
import { searchFilterSchema } from './search.schema.ts';

/** A question about the caller's documents: the body of POST /v1/document-answers. */
export const documentQuestionSchema = z.strictObject({
  question: z.string().trim().min(1).max(4000),
  filter: searchFilterSchema.nullable().default(null),
});

/** What an answer refers to as `[number]`: words of a passage, from the character `start` of its document's text up to `end`. */
export const citationSchema = z.object({
  number: z.int(),
  passage_id: z.uuid(),
  document_id: z.uuid(),
  document_name: z.string(),
  start: z.int(),
  end: z.int(),
  text: z.string(),
});

/** How an answer ended. `uncited`: the model said something that it showed no source for. */
export const documentAnswerDoneSchema = z.object({
  status: z.enum(['answered', 'unknown', 'uncited']),
  citations: z.int(),
  /** Citations that were taken out, since no passage says so. */
  refused: z.int(),
});

export type DocumentQuestion = z.infer<typeof documentQuestionSchema>;
export type Citation = z.infer<typeof citationSchema>;
export type DocumentAnswerDone = z.infer<typeof documentAnswerDoneSchema>;
