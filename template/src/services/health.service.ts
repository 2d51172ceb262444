import { healthRepository } from '../repositories/health.repository.ts';
import type { Health } from '../schemas/health.schema.ts';
import { queueHealthService } from './queue-health.service.ts';

const DEADLINE_MS = 2000;
/** Where a job waits for longer, no worker runs, or too few do. */
const LONGEST_WAIT_MS = 300_000;
const state = { draining: false };

/** Whether the API should get requests. */
export const healthService = {
  /** From now on the API says that it is not ready, while it still answers what comes. */
  startDraining(): void {
    state.draining = true;
  },

  async check(): Promise<Health> {
    const signal = AbortSignal.timeout(DEADLINE_MS);
    const [supabase, redis, queue] = await Promise.allSettled([
      healthRepository.supabase(signal),
      healthRepository.redis(),
      queueHealthService.get(),
    ]);
    const isMoving = queue.status === 'fulfilled' && queue.value.oldest_waiting_ms < LONGEST_WAIT_MS;
    const hasRedis = redis.status === 'rejected' || redis.value;
    const checks: Health['checks'] = {
      supabase: supabase.status === 'fulfilled' ? 'ok' : 'failed',
      redis: redis.status === 'rejected' ? 'failed' : redis.value ? 'ok' : 'off',
      queue: !hasRedis ? 'off' : isMoving ? 'ok' : 'failed',
    };
    // Without Redis the API still serves (see the rate limit), so it stays ready, and workers are no part of it; without
    // Supabase it cannot.
    const ready = !state.draining && checks.supabase === 'ok';
    return { status: state.draining ? 'draining' : ready ? 'ready' : 'not_ready', checks };
  },
};
