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
    // On a connection that never was, it would only start a timer that holds the process for 2 s.
    if (redis.status !== 'end') redis.disconnect();
  }
}
