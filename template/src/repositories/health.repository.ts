import { redis } from '../clients/redis.ts';
import { supabaseAdmin } from '../clients/supabase-admin.ts';
import { unwrap } from '../utils/unwrap.ts';

/** Asks each service that the API needs for something small. Each throws when there is no answer in time. */
export const healthRepository = {
  async supabase(signal: AbortSignal): Promise<void> {
    unwrap(await supabaseAdmin.from('error_logs').select('id').limit(1).abortSignal(signal));
  },
  /** False where no Redis is configured. */
  async redis(): Promise<boolean> {
    if (redis === null) return false;
    await redis.ping();
    return true;
  },
};
