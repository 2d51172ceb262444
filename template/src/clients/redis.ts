import { Redis } from 'ioredis';
import { config } from '../config/config.ts';

/**
 * Redis, or null where REDIS_URL is not set. Connects on the first command. A command fails at once while Redis is
 * away (nothing queues up), so every caller decides what it does without. What is asked while an answer is awaited goes out in
 * one write after it: to write to a socket is what most of a command costs.
 */
export const redis =
  config.REDIS_URL === null
    ? null
    : new Redis(config.REDIS_URL, {
        lazyConnect: true,
        enableOfflineQueue: false,
        enableAutoPipelining: true,
        maxRetriesPerRequest: 1,
        connectTimeout: 2000,
        commandTimeout: 500,
        retryStrategy: (attempt) => Math.min(attempt * 200, 5000),
      });
