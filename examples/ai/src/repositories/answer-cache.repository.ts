import { redis } from '../clients/redis.ts';
import { requestContext } from '../context/request-context.ts';

const keyOf = (hash: string): string => `ai-answer:${hash}`;

/** Answers by the hash of what was asked, in Redis. Without Redis nothing is remembered, and nothing fails. */
export const answerCacheRepository = {
  async get(hash: string): Promise<string | null> {
    try {
      return (await redis?.get(keyOf(hash))) ?? null;
    } catch (err) {
      requestContext.log()?.debug({ err }, 'The cache of answers does not answer.');
      return null;
    }
  },

  async set(hash: string, answer: string, seconds: number): Promise<void> {
    try {
      await redis?.set(keyOf(hash), answer, 'EX', seconds);
    } catch (err) {
      requestContext.log()?.debug({ err }, 'The cache of answers does not answer.');
    }
  },
};
