import { supabaseAdmin } from '../clients/supabase-admin.ts';
import { unwrap } from '../utils/unwrap.ts';

/** `app.measurements`, as the service role: for what is done with all of them, whosever they are. */
export const measurementAdminRepository = {
  /** Deletes those that were received before then (ISO 8601). The windows keep what they have of them. */
  async deleteBefore(time: string): Promise<void> {
    unwrap(await supabaseAdmin.from('measurements').delete().lt('received_at', time));
  },
};
