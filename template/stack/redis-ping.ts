import { Redis } from 'ioredis';

/** Whether a Redis answers a PING at the URL within `timeout` milliseconds. Never throws. */
export async function redisPing(url: string, timeout: number): Promise<boolean> {
  const redis = new Redis(url, {
    lazyConnect: true,
    connectTimeout: timeout,
    commandTimeout: timeout,
    retryStrategy: () => null,
  });
  redis.on('error', () => null);
  try {
    await redis.connect();
    return (await redis.ping()) === 'PONG';
  } catch {
    return false;
  } finally {
    redis.disconnect();
  }
}
