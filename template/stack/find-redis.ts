import { redisPing } from './redis-ping.ts';
import { startRedis } from './start-redis.ts';

/** A Redis to use. `how` says where it is from, `stop` ends it when it is ours. */
export type FoundRedis = { url: string; how: string; stop: () => Promise<void> };

/**
 * The Redis of REDIS_URL, else one of our own (see `startRedis`), else null.
 * @throws when REDIS_URL is set but nothing answers there.
 */
export async function findRedis(options: Parameters<typeof startRedis>[0]): Promise<FoundRedis | null> {
  const given = process.env['REDIS_URL'] ?? '';
  if (given === '') return startRedis(options);
  if (await redisPing(given, 3000)) return { url: given, how: 'REDIS_URL', stop: () => Promise.resolve() };
  throw new Error('REDIS_URL is set, but no Redis answers there. Start it, or unset REDIS_URL to use one of our own.');
}
