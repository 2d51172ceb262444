import type { Redis } from 'ioredis';
import { appError } from '../utils/app-error.ts';
import { redis } from './redis.ts';

/**
 * Runs commands that nothing can stand in for.
 * @param code what a caller is told where there is no Redis, or none that answers: 503 with this code
 */
export async function withRedis<T>(code: string, run: (client: Redis) => Promise<T>): Promise<T> {
  if (redis === null) throw appError.unavailable(code, 'This needs Redis, and REDIS_URL is not set.');
  try {
    return await run(redis);
  } catch (cause) {
    throw appError.unavailable(code, 'This needs Redis, which does not answer. Try again shortly.', null, cause);
  }
}
