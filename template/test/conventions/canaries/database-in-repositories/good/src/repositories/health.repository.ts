import { supabaseAdmin } from '../clients/supabase-admin.ts';

export const healthRepository = {
  check: async () => await supabaseAdmin.schema('app').from('error_logs').select('id').limit(1),
};
