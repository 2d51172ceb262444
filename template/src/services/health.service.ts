import { healthRepository } from '../repositories/health.repository.ts';
import type { Health } from '../schemas/health.schema.ts';

const DEADLINE_MS = 2000;
const state = { draining: false };

/** Whether the API should get requests. */
export const healthService = {
  /** From now on the API says that it is not ready, while it still answers what comes. */
  startDraining(): void {
    state.draining = true;
  },

  async check(): Promise<Health> {
    const signal = AbortSignal.timeout(DEADLINE_MS);
    const [supabase, redis] = await Promise.allSettled([healthRepository.supabase(signal), healthRepository.redis()]);
    const checks: Health['checks'] = {
      supabase: supabase.status === 'fulfilled' ? 'ok' : 'failed',
      redis: redis.status === 'rejected' ? 'failed' : redis.value ? 'ok' : 'off',
    };
    // Without Redis the API still serves (see the rate limit), so it stays ready; without Supabase it cannot.
    const ready = !state.draining && checks.supabase === 'ok';
    return { status: state.draining ? 'draining' : ready ? 'ready' : 'not_ready', checks };
  },
};
