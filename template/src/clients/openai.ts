import OpenAI from 'openai';
import { config } from '../config/config.ts';
import { appError } from '../utils/app-error.ts';
import { boundedFetch } from './bounded-fetch.ts';

const call = boundedFetch('openai', config.OPENAI_TIMEOUT_MS);

/** Breaks an answer off of which nothing comes for OPENAI_IDLE_TIMEOUT_MS: the SDK's own timeout is over with the headers. */
const fetchWithIdleLimit: typeof fetch = async (input, init) => {
  const stalled = new AbortController();
  const signals = [init?.signal, stalled.signal].filter((one) => one !== undefined && one !== null);
  const response = await call(input, { ...init, signal: AbortSignal.any(signals) });
  if (response.body === null) return response;
  const error = appError.timeout('ai_stalled', 'The AI stopped in the middle of its answer. Try again.');
  const timer = setTimeout(() => stalled.abort(error), config.OPENAI_IDLE_TIMEOUT_MS).unref();
  const pieces = new TransformStream<Uint8Array, Uint8Array>({
    transform: (piece, controller) => {
      timer.refresh();
      controller.enqueue(piece);
    },
    flush: () => clearTimeout(timer),
  });
  return new Response(response.body.pipeThrough(pieces), response);
};

const client =
  config.OPENAI_API_KEY === null
    ? null
    : new OpenAI({
        apiKey: config.OPENAI_API_KEY,
        baseURL: config.OPENAI_BASE_URL,
        timeout: config.OPENAI_TIMEOUT_MS,
        // What it would write to the console, with parts of answers, it throws as well.
        logLevel: 'off',
        // Whoever calls tries again, or another model: tries of both would multiply.
        maxRetries: 0,
        fetch: fetchWithIdleLimit,
      });

/**
 * OpenAI. A call does not end with the request being handled, for others may wait for it as well: pass `{ signal }` where it
 * should. @throws 503 `ai_unavailable` where OPENAI_API_KEY is not set.
 */
export function openai(): OpenAI {
  if (client !== null) return client;
  throw appError.unavailable('ai_unavailable', 'This needs OpenAI, and OPENAI_API_KEY is not set.');
}
