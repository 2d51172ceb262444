import fp from 'fastify-plugin';
import { RateLimiterMemory, RateLimiterRedis, RateLimiterRes } from 'rate-limiter-flexible';
import { redis } from '../clients/redis.ts';
import { appError } from '../utils/app-error.ts';

const WINDOW_SECONDS = 60;

/**
 * Requests per address and minute, counted in Redis for all instances. While Redis is away each instance counts on its
 * own, so a failing Redis neither opens nor closes the API. @see https://github.com/animir/node-rate-limiter-flexible
 */
export default fp(
  async (app) => {
    const limit = { points: app.config.RATE_LIMIT_PER_MINUTE, duration: WINDOW_SECONDS };
    const local = new RateLimiterMemory(limit);
    const limiter =
      redis === null
        ? local
        : new RateLimiterRedis({
            ...limit,
            storeClient: redis,
            keyPrefix: 'rate',
            rejectIfRedisNotReady: true,
            insuranceLimiter: local,
          });

    app.addHook('onRequest', async (request, reply) => {
      const used = await limiter.consume(request.ip).catch((refused: unknown) => {
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
