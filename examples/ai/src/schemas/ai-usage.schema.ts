import { z } from 'zod';
import { field } from './field.schema.ts';
import { filter, pageQuery } from './resource.schema.ts';

/** A row of your own usage. */
export const usageItemSchema = z.object({
  id: z.uuid(),
  prompt: z.string(),
  version: z.int(),
  model: z.string(),
  status: z.enum(['complete', 'interrupted', 'failed', 'cached']),
  input_tokens: z.int(),
  output_tokens: z.int(),
  cost_micros: z.string(),
  latency_ms: z.int(),
  created_at: z.string(),
});

export type UsageItem = z.infer<typeof usageItemSchema>;

export const usageQuerySchema = z.strictObject({
  ...pageQuery,
  sort: z.enum(['created_at', '-created_at']).default('-created_at'),
  prompt: filter.text(),
  status: z.enum(['complete', 'interrupted', 'failed', 'cached']).nullable().default(null),
});

export type UsageQuery = z.infer<typeof usageQuerySchema>;

export const feedbackInputSchema = z.strictObject({ score: z.union([z.literal(1), z.literal(-1)]) });

export type FeedbackInput = z.infer<typeof feedbackInputSchema>;

export const budgetSchema = z.object({ spent_usd: z.string(), limit_usd: z.string(), day: z.string() });

export type Budget = z.infer<typeof budgetSchema>;

/** Days are UTC, and both count. */
export const reportQuerySchema = z.strictObject({
  from: field.date(),
  to: field.date(),
  by: z.enum(['day', 'user', 'prompt']).default('day'),
});

export type ReportQuery = z.infer<typeof reportQuerySchema>;

/** What was used under one day, user or version of a prompt. `score` is that of the last evaluation of the version. */
export const reportRowSchema = z.object({
  key: z.string(),
  calls: z.coerce.number(),
  failed: z.coerce.number(),
  cached: z.coerce.number(),
  input_tokens: z.coerce.number(),
  output_tokens: z.coerce.number(),
  cost_micros: z.coerce.number(),
  latency_ms: z.number(),
  liked: z.coerce.number(),
  disliked: z.coerce.number(),
  score: z.number().nullable(),
});

export type ReportRow = z.infer<typeof reportRowSchema>;

/** Which prompt is to be evaluated: the body of POST /v1/prompt-evaluations. */
export const evaluationInputSchema = z.strictObject({ name: z.string().min(1).max(100) });

export type EvaluationInput = z.infer<typeof evaluationInputSchema>;

/** How well a version of a prompt did: the share of its examples, from 0 to 1. */
export const promptScoreSchema = z.object({
  name: z.string(),
  version: z.int(),
  model: z.string(),
  score: z.number(),
  cases: z.int(),
});

export type PromptScore = z.infer<typeof promptScoreSchema>;
