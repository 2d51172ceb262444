import fp from 'fastify-plugin';
import { RateLimiterMemory, RateLimiterRedis, RateLimiterRes } from 'rate-limiter-flexible';
import { redis } from '../clients/redis.ts';
import { addressKey } from '../utils/address-key.ts';
import { appError } from '../utils/app-error.ts';

const WINDOW_SECONDS = 60;
/** How long Redis is left alone after it failed, so that a Redis that hangs does not hold up every request. */
const REDIS_REST_MS = 5000;

/**
 * Requests per address and minute, counted in Redis for all instances. While Redis is away each instance counts on its
 * own, so a failing Redis neither opens nor closes the API. The
 * probe of a live process is not counted: an address that sends too much must not get the process restarted.
 * @see https://github.com/animir/node-rate-limiter-flexible
 */
export default fp(
  async (app) => {
    const limit = { points: app.config.RATE_LIMIT_PER_MINUTE, duration: WINDOW_SECONDS };
    const local = new RateLimiterMemory(limit);
    const shared =
      redis === null
        ? null
        : new RateLimiterRedis({ ...limit, storeClient: redis, keyPrefix: 'rate', rejectIfRedisNotReady: true });
    const away = { until: 0 };

    const count = async (key: string): Promise<RateLimiterRes> => {
      if (shared === null || Date.now() < away.until) return local.consume(key);
      return shared.consume(key).catch((refused: unknown) => {
        if (refused instanceof RateLimiterRes) throw refused;
        away.until = Date.now() + REDIS_REST_MS;
        return local.consume(key);
      });
    };

    app.addHook('onRequest', async (request, reply) => {
      if (request.routeOptions.url === '/health/live') return;
      const used = await count(addressKey(request.ip)).catch((refused: unknown) => {
        if (refused instanceof RateLimiterRes) return refused;
        throw refused;
      });
      const seconds = Math.ceil(used.msBeforeNext / 1000);
      reply.headers({
        'ratelimit-limit': limit.points,
        'ratelimit-remaining': Math.max(0, used.remainingPoints),
        'ratelimit-reset': seconds,
      });
      if (used.consumedPoints <= limit.points) return;
      reply.header('retry-after', seconds);
      throw appError.tooManyRequests('rate_limited', `Too many requests. Try again in ${seconds} seconds.`);
    });
  },
  { name: 'rate-limit', dependencies: ['redis', 'error-handler'] },
);
