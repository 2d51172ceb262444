import path from 'node:path';
import { findRedis } from '../../stack/find-redis.ts';
import { scratchDir } from '../../stack/scratch-dir.ts';
import { stackEnv } from '../../stack/stack-env.ts';
import { startServices } from '../../stack/start-services.ts';
import { startSupabase } from '../../stack/start-supabase.ts';

const missing = 'The tests need Redis, and none was found on this machine. Run `npm run setup`, which installs it.';

/**
 * A stack for each of `workers`: a Supabase of its own, and a database of its own in one Redis; what `stack/services/` adds
 * is shared. The data is in a
 * temporary folder and goes with `stop`.
 */
export async function startTestStacks(workers: number) {
  const { dir, remove } = await scratchDir();
  const stops: (() => Promise<void>)[] = [];
  const stop = async () => {
    await Promise.all(stops.map((each) => each()));
    await remove();
  };
  try {
    const redis = await findRedis({
      dir: path.join(dir, 'redis'),
      port: 0,
      keep: false,
      databases: Math.max(16, workers),
    });
    if (redis === null) throw new Error(missing);
    stops.push(redis.stop);
    const services = await startServices({ mayBeReal: false });
    stops.push(services.stop);
    const started = await Promise.allSettled(
      Array.from({ length: workers }, async (_, worker) => {
        const supabase = await startSupabase({ dataDir: path.join(dir, String(worker)), port: 0 });
        stops.push(supabase.stop);
        const redisUrl = new URL(`/${worker}`, redis.url).href;
        return { ...stackEnv({ ...supabase, redisUrl }), ...services.env };
      }),
    );
    const failed = started.find((each) => each.status === 'rejected');
    if (failed !== undefined) throw failed.reason;
    return { envs: started.flatMap((each) => (each.status === 'fulfilled' ? [each.value] : [])), stop };
  } catch (error) {
    await stop();
    throw error;
  }
}
