import { z } from 'zod';
import { usageSchema } from './ai.schema.ts';
import { pageQuery } from './resource.schema.ts';

/** A question of general knowledge: the body of POST /v1/answers. */
export const questionSchema = z.strictObject({ question: z.string().trim().min(1).max(4000) });

export const answerSchema = z.object({ text: z.string(), usage: usageSchema });

/** A text with tasks in it: the body of POST /v1/extractions. */
export const extractionInputSchema = z.strictObject({ text: z.string().trim().min(1).max(20_000) });

/** What a model finds in it. Strict and without anything left out, since OpenAI takes no other schema. */
export const tasksSchema = z.strictObject({
  tasks: z.array(
    z.strictObject({
      what: z.string().max(500),
      who: z.string().max(200).nullable(),
      due: z.string().max(100).nullable(),
    }),
  ),
});

export const extractionSchema = z.object({ ...tasksSchema.shape, usage: usageSchema });

/** Many questions, which may take a day and cost half. */
export const answerBatchInputSchema = z.strictObject({
  questions: z.array(z.string().trim().min(1).max(4000)).min(1).max(1000),
});

export const answerBatchSchema = z.object({
  id: z.uuid(),
  status: z.enum(['running', 'complete', 'failed']),
  questions: z.array(z.string()),
  /** In the order of the questions; null where there is no answer. Empty while it runs. */
  answers: z.array(z.string().nullable()),
  created_at: z.string(),
});

export const answerBatchQuerySchema = z.strictObject({
  ...pageQuery,
  sort: z.enum(['created_at', '-created_at']).default('-created_at'),
  status: z.enum(['running', 'complete', 'failed']).nullable().default(null),
});

export type QuestionInput = z.infer<typeof questionSchema>;
export type AnswerOutput = z.infer<typeof answerSchema>;
export type ExtractionInput = z.infer<typeof extractionInputSchema>;
export type Tasks = z.infer<typeof tasksSchema>;
export type Extraction = z.infer<typeof extractionSchema>;
export type AnswerBatchInput = z.infer<typeof answerBatchInputSchema>;
export type AnswerBatch = z.infer<typeof answerBatchSchema>;
export type AnswerBatchQuery = z.infer<typeof answerBatchQuerySchema>;
