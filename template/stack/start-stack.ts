import path from 'node:path';
import { findRedis } from './find-redis.ts';
import { stackEnv } from './stack-env.ts';
import { startServices } from './start-services.ts';
import { startSupabase } from './start-supabase.ts';

type Options = { dataDir: string; supabasePort: number; redisPort: number; supabaseDir?: string };

export type Stack = Awaited<ReturnType<typeof startStack>>;

/**
 * The services on this machine: Supabase Lite with all migrations applied, Redis where there is one, and what
 * `stack/services/` adds. The data is in `dataDir` and survives. A taken port is replaced by a free one.
 * `env` is what the API reads; `redis` says where Redis is from, or is null; `notes` name what else runs.
 * @throws with a message for people: a migration that fails, a dead REDIS_URL, a service that does not start. Nothing is
 * left running then.
 */
export async function startStack({ dataDir, supabasePort, redisPort, ...rest }: Options) {
  const started = await Promise.allSettled([
    startSupabase({ dataDir, port: supabasePort, direct: true, ...rest }),
    findRedis({ dir: path.join(dataDir, 'redis'), port: redisPort, keep: true, databases: 16 }),
    startServices({ mayBeReal: true }),
  ]);
  const stop = async () => {
    await Promise.all(started.map((each) => (each.status === 'fulfilled' ? each.value?.stop() : null)));
  };
  const [supabase, redis, services] = started;
  if (supabase.status === 'rejected' || redis.status === 'rejected' || services.status === 'rejected') {
    await stop();
    throw started.flatMap((each) => (each.status === 'rejected' ? [each.reason] : []))[0];
  }
  const { url, keys, smtpUrl } = supabase.value;
  const env = { ...stackEnv({ url, keys, smtpUrl, redisUrl: redis.value?.url ?? null }), ...services.value.env };
  return { env, redis: redis.value?.how ?? null, supabase: supabase.value, notes: services.value.notes, stop };
}
