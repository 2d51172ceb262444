import { RateLimiterMemory, RateLimiterRedis, type RateLimiterAbstract } from 'rate-limiter-flexible';
import { redis } from './redis.ts';

/** How long Redis is left alone after it failed, so that a Redis that hangs does not hold up every request. */
const REDIS_REST_MS = 5000;

/** How often a key was counted in its window, and the milliseconds until the window is over. */
export type Counted = { readonly count: number; readonly msLeft: number };

/**
 * Counts by key in windows of `seconds` (at most 14 days), which begin with a key's first count: in Redis for all
 * instances, and while Redis is away in each instance on its own, so a failing Redis neither opens nor closes the API.
 * @param name tells these counts from others
 * @see https://github.com/animir/node-rate-limiter-flexible
 */
export function createRateLimiter(name: string, seconds: number) {
  // Whoever counts decides what is too much.
  const settings = { points: Number.MAX_SAFE_INTEGER, duration: seconds, keyPrefix: name };
  const local = new RateLimiterMemory(settings);
  const shared =
    redis === null ? null : new RateLimiterRedis({ ...settings, storeClient: redis, rejectIfRedisNotReady: true });
  // By a clock that nobody sets.
  const away = { until: 0 };

  const ask = async <T>(question: (limiter: RateLimiterAbstract) => Promise<T>): Promise<T> => {
    if (shared === null || performance.now() < away.until) return question(local);
    return question(shared).catch(() => {
      // The client has it in the log.
      away.until = performance.now() + REDIS_REST_MS;
      return question(local);
    });
  };

  return {
    async count(key: string): Promise<Counted> {
      const { consumedPoints, msBeforeNext } = await ask((limiter) => limiter.penalty(key));
      return { count: consumedPoints, msLeft: msBeforeNext };
    },
    /** As `count`, without counting. */
    async look(key: string): Promise<Counted> {
      const found = await ask((limiter) => limiter.get(key));
      return { count: found?.consumedPoints ?? 0, msLeft: found?.msBeforeNext ?? 0 };
    },
    async forget(key: string): Promise<void> {
      await ask((limiter) => limiter.delete(key));
    },
  };
}
