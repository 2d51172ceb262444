import {
  ConsecutiveBreaker,
  circuitBreaker,
  handleWhen,
  isBrokenCircuitError,
  type CircuitBreakerPolicy,
} from 'cockatiel';
import { models, type ChatModel } from '../config/models.config.ts';
import { requestContext } from '../context/request-context.ts';
import { appError } from '../utils/app-error.ts';
import { aiFailure, type AiFailure } from './ai-failure.ts';

/** Failures in a row after which a model is left alone, and for how long. */
const FAILURES = 5;
const OPEN_MS = 15_000;

type Failed = Error & { readonly failure: AiFailure };

const isFailed = (error: unknown): error is Failed => error instanceof Error && 'failure' in error;
const counts = (error: unknown): boolean =>
  isFailed(error) && ['rate_limit', 'overload', 'timeout', 'gone'].includes(error.failure.kind);

const newBreaker = (): CircuitBreakerPolicy =>
  circuitBreaker(handleWhen(counts), { halfOpenAfter: OPEN_MS, breaker: new ConsecutiveBreaker(FAILURES) });

const breakers: ReadonlyMap<string, CircuitBreakerPolicy> = new Map(
  [...models.simple, ...models.reasoning].map(({ model }) => [model, newBreaker()]),
);

const attempt = async <T>(
  model: ChatModel,
  call: (model: ChatModel) => Promise<T>,
  signal: AbortSignal,
): Promise<T> => {
  const breaker = breakers.get(model.model) ?? newBreaker();
  return breaker.execute(async () => {
    try {
      return await call(model);
    } catch (thrown) {
      const failure = aiFailure(thrown, signal);
      throw Object.assign(new Error(`${model.model}: ${failure.kind}`, { cause: thrown }), { failure });
    }
  });
};

/**
 * What the first of the models gives that answers: the next one is asked where one is overloaded, limited, too slow, gone or
 * too small for what was sent. A model that failed five times in a row is passed over for 15 seconds.
 * @throws what the last of them failed with: 503 `ai_overloaded`, 504 `ai_timeout`, 413 `too_many_tokens`, 500 `ai_refused`
 */
export async function askModels<T>(
  chain: readonly ChatModel[],
  call: (model: ChatModel) => Promise<T>,
  signal: AbortSignal,
): Promise<{ readonly model: ChatModel; readonly answer: T }> {
  const failures: AiFailure[] = [];
  for (const model of chain) {
    try {
      return { model, answer: await attempt(model, call, signal) };
    } catch (error) {
      requestContext.log()?.warn({ model: model.model, err: error }, 'A model did not answer.');
      if (isFailed(error)) failures.push(error.failure);
      else if (!isBrokenCircuitError(error)) throw error;
      if (isFailed(error) && !error.failure.next) break;
    }
  }
  throw (
    failures.at(-1)?.told ??
    appError.unavailable('ai_overloaded', 'The AI is not available right now. Try again shortly.')
  );
}
