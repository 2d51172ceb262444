import { z } from 'zod';

/** Redis is optional: without it, limits count in each process on its own, and sessions and the like answer 503. */
export const redisConfig = z.object({
  REDIS_URL: z
    .url({ protocol: /^rediss?$/ })
    .nullable()
    .default(null),
});
