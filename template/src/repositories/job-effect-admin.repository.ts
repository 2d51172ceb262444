import { supabaseAdmin } from '../clients/supabase-admin.ts';
import { unwrap } from '../utils/unwrap.ts';

/** `app.job_effects`: what jobs have done that must not be done twice. They belong to jobs, not to users. */
export const jobEffectAdminRepository = {
  async isDone(key: string): Promise<boolean> {
    return unwrap(await supabaseAdmin.from('job_effects').select('key').eq('key', key)).length > 0;
  },

  async add(key: string): Promise<void> {
    unwrap(await supabaseAdmin.from('job_effects').upsert({ key }, { onConflict: 'key', ignoreDuplicates: true }));
  },

  /** Forgets what was done before then (ISO 8601). */
  async deleteBefore(time: string): Promise<void> {
    unwrap(await supabaseAdmin.from('job_effects').delete().lt('created_at', time));
  },
};
