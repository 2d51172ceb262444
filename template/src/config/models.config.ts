import type { DatedModel } from '../utils/living-model.ts';

/**
 * The models that may be called, by task: the first one that is alive serves (`livingModel`). A model may be gone at any
 * hour of the shutdown date that OpenAI announces, so its `last_day` is the day before. This is the only file that names
 * models; it is read as it is written, so it holds nothing but literals.
 * @see https://developers.openai.com/api/docs/deprecations for shutdown dates and successors (looked up in November 2026)
 */
// pattern: exports -- a table that is asked for by task (`models.simple`), not settings from the environment
export const models = {
  /** Classification, extraction, short answers: cheap and fast. */
  simple: [
    { model: 'gpt-4.1-mini', last_day: '2027-01-13' },
    { model: 'gpt-6-luna', last_day: null },
  ],
  /** Deep reasoning: slower, dearer, thinks before it answers. */
  reasoning: [
    { model: 'o3-mini', last_day: '2026-10-22' },
    { model: 'gpt-5.6-sol', last_day: null },
  ],
  /** Texts to vectors. Vectors of two models do not compare: a successor means that everything is embedded anew. */
  embedding: [{ model: 'text-embedding-3-small', last_day: null }],
} as const satisfies Readonly<Record<string, readonly DatedModel[]>>;

export type Task = keyof typeof models;
