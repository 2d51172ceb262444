import { Redis } from 'ioredis';
import { config } from '../config/config.ts';

/**
 * A second connection to Redis, or null where REDIS_URL is not set: one that listens can do nothing else. It comes back by
 * itself, and to nothing that it listened to: who uses it has to know that it was away, since what was published then is
 * not repeated.
 */
export const redisSubscriber =
  config.REDIS_URL === null
    ? null
    : new Redis(config.REDIS_URL, {
        lazyConnect: true,
        enableOfflineQueue: false,
        autoResubscribe: false,
        connectTimeout: 2000,
        retryStrategy: (attempt) => Math.min(attempt * 100, 2000),
      });
