import { z } from 'zod';

/** What a judge says of an answer. Strict and without anything left out, since OpenAI takes no other schema. */
export const verdictSchema = z.strictObject({ correct: z.boolean(), grounded: z.boolean(), why: z.string() });

/** A row of `app.evaluation_runs`: how well a dataset was done. Each measure is from 0 to 1, and more is better. */
export const evaluationRunSchema = z.object({
  name: z.string(),
  /** Of the dataset: runs of different ones are not compared. */
  dataset_hash: z.string(),
  model: z.string(),
  cases: z.int(),
  measures: z.record(z.string(), z.number()),
  created_at: z.string(),
});

export type Verdict = z.infer<typeof verdictSchema>;
export type EvaluationRun = z.infer<typeof evaluationRunSchema>;
