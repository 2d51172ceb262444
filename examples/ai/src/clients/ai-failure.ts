import { APIConnectionError, APIConnectionTimeoutError, APIError } from 'openai';
import { type AppError, appError, isAppError } from '../utils/app-error.ts';

/** What went wrong with a model; `next` where another one may do better. */
export type AiFailure = {
  readonly kind: 'rate_limit' | 'overload' | 'timeout' | 'context' | 'gone' | 'stopped' | 'refused';
  readonly next: boolean;
  /** What a caller may be told. */
  readonly told: AppError;
};

const OVERLOADED = 'The AI is not available right now. Try again shortly.';

const byStatus = (thrown: APIError): Omit<AiFailure, 'told'> => {
  if (thrown.code === 'context_length_exceeded') return { kind: 'context', next: true };
  if (thrown.code === 'insufficient_quota') return { kind: 'refused', next: false };
  switch (thrown.status) {
    case 429:
      return { kind: 'rate_limit', next: true };
    case 404:
      return { kind: 'gone', next: true };
    case 408:
    case 409:
      return { kind: 'overload', next: true };
    default:
      return (thrown.status ?? 500) >= 500 ? { kind: 'overload', next: true } : { kind: 'refused', next: false };
  }
};

/** Reads what the SDK threw. What OpenAI said stays in `cause`, for the log: it may repeat what was sent. */
export function aiFailure(thrown: unknown, signal: AbortSignal): AiFailure {
  const as = (kind: AiFailure['kind'], next: boolean, told: AppError): AiFailure => ({ kind, next, told });
  if (signal.aborted) {
    const reason: unknown = signal.reason;
    const error = isAppError(reason)
      ? reason
      : appError.unavailable('stopped', 'The answer was stopped.', null, thrown);
    return as('stopped', false, error);
  }
  if (isAppError(thrown))
    return as(thrown.statusCode === 504 ? 'timeout' : 'refused', thrown.statusCode === 504, thrown);
  const late = appError.timeout('ai_timeout', 'The AI took too long. Try again.', null, thrown);
  if (thrown instanceof APIConnectionTimeoutError) return as('timeout', true, late);
  if (thrown instanceof APIError && !(thrown instanceof APIConnectionError)) {
    const { kind, next } = byStatus(thrown);
    if (kind === 'context')
      return as(
        kind,
        next,
        appError.payloadTooLarge('too_many_tokens', 'This is more than the AI can read at once.', null, thrown),
      );
    if (kind === 'refused')
      return as(kind, next, appError.internal('ai_refused', 'The AI did not take the request.', null, thrown));
    return as(kind, next, appError.unavailable('ai_overloaded', OVERLOADED, null, thrown));
  }
  // No connection, or one that broke: the SDK wraps what happens before the answer begins, and nothing after that.
  const isLate = thrown instanceof Error && /time(d )?out/i.test(`${thrown.message} ${String(thrown.cause)}`);
  return isLate
    ? as('timeout', true, late)
    : as('overload', true, appError.unavailable('ai_overloaded', OVERLOADED, null, thrown));
}
