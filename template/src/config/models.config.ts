import type { DatedModel } from '../utils/living-model.ts';

/** US dollars for a million tokens; `cached_input` for those that OpenAI still knows from a call before. */
type Price = { readonly input: number; readonly cached_input: number; readonly output: number };

/** A model that answers, and what it takes. */
export type ChatModel = DatedModel & {
  readonly price: Price;
  /** Tokens of question and answer together, and of the answer alone, thoughts included. */
  readonly context: number;
  readonly max_output: number;
  /** Whether it takes `temperature`; models that reason refuse it. */
  readonly temperature: boolean;
  /** What is sent as `reasoning_effort`; null for a model that knows none. */
  readonly reasoning_effort: 'none' | 'medium' | null;
  /** Whether Chat Completions takes tools for it with this effort. */
  readonly tools: boolean;
};

/** A model that makes vectors. */
export type EmbeddingModel = DatedModel & {
  readonly price: Pick<Price, 'input'>;
  /** Tokens of one input. */
  readonly context: number;
};

type Table = {
  readonly simple: readonly ChatModel[];
  readonly reasoning: readonly ChatModel[];
  readonly embedding: readonly EmbeddingModel[];
};

/**
 * The models that may be called, by task, in the order in which they serve: the first one that is alive (`livingModel`), and
 * the others where that one fails. A model may be gone at any hour of the shutdown date that OpenAI announces, so its
 * `last_day` is the day before. This is the only file that names models; it is read as it is written, so it holds nothing
 * but literals.
 * @see https://developers.openai.com/api/docs/deprecations for shutdown dates and successors, /models and /pricing for the
 * rest (looked up in November 2026)
 */
// pattern: exports -- a table that is asked for by task (`models.simple`), not settings from the environment
export const models = {
  /** Classification, extraction, short answers: cheap and fast. */
  simple: [
    {
      model: 'gpt-4.1-mini',
      last_day: '2027-01-13',
      price: { input: 0.4, cached_input: 0.1, output: 1.6 },
      context: 1_047_576,
      max_output: 32_768,
      temperature: true,
      reasoning_effort: null,
      tools: true,
    },
    {
      model: 'gpt-6-luna',
      last_day: null,
      price: { input: 0.1, cached_input: 0.01, output: 0.5 },
      context: 1_050_000,
      max_output: 128_000,
      temperature: false,
      reasoning_effort: 'none',
      tools: true,
    },
  ],
  /** Deep reasoning: slower, dearer, thinks before it answers. */
  reasoning: [
    {
      model: 'o3-mini',
      last_day: '2026-10-22',
      price: { input: 1.1, cached_input: 0.55, output: 4.4 },
      context: 200_000,
      max_output: 100_000,
      temperature: false,
      reasoning_effort: 'medium',
      tools: true,
    },
    {
      model: 'gpt-5.6-sol',
      last_day: null,
      price: { input: 4, cached_input: 0.4, output: 20 },
      context: 1_050_000,
      max_output: 128_000,
      temperature: false,
      reasoning_effort: 'medium',
      tools: false,
    },
    {
      model: 'gpt-6.1-sol',
      last_day: null,
      price: { input: 2, cached_input: 0.1, output: 10 },
      context: 1_050_000,
      max_output: 128_000,
      temperature: false,
      reasoning_effort: 'medium',
      tools: false,
    },
  ],
  /** Texts to vectors. Vectors of two models do not compare: a successor means that everything is embedded anew. */
  embedding: [{ model: 'text-embedding-3-small', last_day: null, price: { input: 0.02 }, context: 8192 }],
} as const satisfies Table;

export type Task = keyof typeof models;
