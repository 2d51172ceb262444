import { setTimeout as sleep } from 'node:timers/promises';
import { APIError } from 'openai';
import { vectorSchema, type Vector } from '../schemas/embedding.schema.ts';
import { appError } from '../utils/app-error.ts';
import { aiFailure } from './ai-failure.ts';
import { openai } from './openai.ts';

const ATTEMPTS = 5;
const DIMENSIONS = 512;

type Ask = {
  readonly model: string;
  readonly texts: readonly string[];
  /** Ends the call, and the waiting between two. */
  readonly signal: AbortSignal;
  /** Milliseconds that it may wait for OpenAI, all pauses together. */
  readonly patienceMs: number;
};

/** `retry-after-ms`, or `retry-after` as seconds or a date, in milliseconds. Null where OpenAI named none. */
const retryAfter = (thrown: unknown): number | null => {
  if (!(thrown instanceof APIError) || thrown.headers === undefined) return null;
  const exact = Number(thrown.headers.get('retry-after-ms') ?? 'none');
  if (exact >= 0) return exact;
  const said = thrown.headers.get('retry-after') ?? '';
  const ms = /^\d+(\.\d+)?$/.test(said) ? Number(said) * 1000 : Date.parse(said) - Date.now();
  return Number.isNaN(ms) ? null : Math.max(0, ms);
};

/** As OpenAI asked for, else 0.5, 1, 2 … seconds with up to half of it left off, so that what failed together does not come back so. */
const pauseAfter = (thrown: unknown, attempt: number): number =>
  retryAfter(thrown) ?? 500 * 2 ** (attempt - 1) * (1 - Math.random() / 2);

const wrongSize = () =>
  appError.unavailable(
    'invalid_embedding',
    `The AI did not answer with a vector of ${DIMENSIONS} numbers for each text. Nothing was kept of it; try again.`,
  );

/**
 * A vector for each text, in one call. Where OpenAI is limited or overloaded it is asked again when it says so, five times at most.
 * @throws 503 `ai_overloaded`, `invalid_embedding`, 504 `ai_timeout`, 413 `too_many_tokens`, 500 `ai_refused`
 */
export async function createEmbeddings({ model, texts, signal, patienceMs }: Ask) {
  const until = performance.now() + patienceMs;
  for (let attempt = 1; ; attempt += 1) {
    try {
      const { data, usage } = await openai().embeddings.create(
        { model, input: [...texts], dimensions: DIMENSIONS },
        { signal },
      );
      const ordered = data.toSorted((a, b) => a.index - b.index);
      const parsed = vectorSchema
        .array()
        .length(texts.length)
        .safeParse(ordered.map(({ embedding }) => embedding));
      if (!parsed.success) throw wrongSize();
      const vectors: readonly Vector[] = parsed.data;
      return { vectors, tokens: usage.prompt_tokens };
    } catch (thrown) {
      const failure = aiFailure(thrown, signal);
      const pause = pauseAfter(thrown, attempt);
      const isWorthIt = ['rate_limit', 'overload', 'timeout'].includes(failure.kind);
      if (!isWorthIt || attempt === ATTEMPTS || performance.now() + pause > until) throw failure.told;
      // Whoever stops it hears so from the next call.
      await sleep(pause, undefined, { signal }).catch(() => undefined);
    }
  }
}
