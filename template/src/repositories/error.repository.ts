import { supabaseAdmin } from '../clients/supabase-admin.ts';
import type { ErrorLog } from '../schemas/error-log.schema.ts';
import { unwrap } from '../utils/unwrap.ts';

/** Writes `app.error_logs`, as the service role: a caller can neither read nor forge it. */
export const errorRepository = {
  /** Adds the entries in one statement; counts of a minute that is there already are added up. */
  async add(entries: readonly ErrorLog[], signal: AbortSignal): Promise<void> {
    unwrap(await supabaseAdmin.rpc('record_errors', { entries: [...entries] }).abortSignal(signal));
  },
};
