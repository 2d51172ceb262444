import type { FastifyBaseLogger } from 'fastify';
import { requestContext } from '../../src/context/request-context.ts';
import { scratchDir } from '../../stack/scratch-dir.ts';
import { startStack } from '../../stack/start-stack.ts';

const silent = { debug: () => undefined, info: () => undefined, warn: () => undefined, error: () => undefined };

/**
 * The embedded stack with the stand-in for OpenAI, in whose environment this process is from now on; `as` runs work as a
 * request of a user would.
 */
export async function startAiStack() {
  const { dir, remove } = await scratchDir();
  const stack = await startStack({ dataDir: dir, supabasePort: 0, redisPort: 0 });
  Object.assign(process.env, stack.env, { NODE_ENV: 'test', AI_USER_DAILY_USD: '1000' });
  const { redis } = await import('../../src/clients/redis.ts');
  await redis?.connect();
  const caller = { user: { id: crypto.randomUUID(), email: null }, accessToken: 'none' };
  const log = silent as unknown as FastifyBaseLogger;
  return {
    baseURL: stack.env['OPENAI_BASE_URL'] ?? '',
    as: <T>(work: () => Promise<T>): Promise<T> =>
      requestContext.run({ requestId: 'bench', log, signal: new AbortController().signal, caller }, work),
    async stop(): Promise<void> {
      redis?.disconnect();
      await stack.stop();
      await remove();
    },
  };
}
