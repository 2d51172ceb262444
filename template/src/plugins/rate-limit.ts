import type { FastifyReply, FastifyRequest } from 'fastify';
import fp from 'fastify-plugin';
import { createRateLimiter } from '../clients/rate-limiter.ts';
import { requestContext } from '../context/request-context.ts';
import { addressKey } from '../utils/address-key.ts';
import { appError } from '../utils/app-error.ts';

declare module 'fastify' {
  interface FastifyContextConfig {
    /** Requests of a minute to this route alone, by address and by user; what is sent to it counts for the general limits as well. */
    rateLimit?: number;
  }
}

type Limit = { readonly key: string; readonly points: number };

/**
 * Requests per minute: by address, by user once `authenticate` knows them, and both again for a route that has a
 * limit of its own. The probe of a live process is not counted: an address that sends too much must not get the
 * process restarted.
 */
export default fp(
  async (app) => {
    const { RATE_LIMIT_PER_MINUTE, RATE_LIMIT_PER_USER_PER_MINUTE } = app.config;
    const limiter = createRateLimiter('rate', 60);

    const check = async (reply: FastifyReply, limits: readonly Limit[]): Promise<void> => {
      const counted = await Promise.all(
        limits.map(async ({ key, points }) => ({ points, ...(await limiter.count(key)) })),
      );
      const [tightest] = counted.toSorted((a, b) => a.points - a.count - (b.points - b.count));
      if (tightest === undefined) return;
      const { points, count, msLeft } = tightest;
      const before = Number(reply.getHeader('ratelimit-remaining') ?? Infinity);
      if (points - count >= before) return;
      const seconds = Math.ceil(msLeft / 1000);
      reply.headers({
        'ratelimit-limit': points,
        'ratelimit-remaining': Math.max(0, points - count),
        'ratelimit-reset': seconds,
      });
      if (count <= points) return;
      reply.header('retry-after', seconds);
      throw appError.tooManyRequests('rate_limited', `Too many requests. Try again in ${seconds} seconds.`);
    };

    /** The limit that holds everywhere, and that of the route. */
    const limitsOf = ({ method, routeOptions }: FastifyRequest, who: string, points: number): Limit[] => {
      const { url = '', config } = routeOptions;
      const own = config.rateLimit === undefined ? [] : [{ key: `${method} ${url} ${who}`, points: config.rateLimit }];
      return [{ key: who, points }, ...own];
    };

    app.addHook('onRequest', async (request, reply) => {
      if (request.routeOptions.url === '/health/live') return;
      await check(reply, limitsOf(request, addressKey(request.ip), RATE_LIMIT_PER_MINUTE));
    });
    app.addHook('preParsing', async (request, reply) => {
      const user = requestContext.userId();
      if (user !== null) await check(reply, limitsOf(request, `user-${user}`, RATE_LIMIT_PER_USER_PER_MINUTE));
    });
  },
  { name: 'rate-limit', dependencies: ['redis', 'error-handler', 'request-context'] },
);
