import { supabaseAdmin } from '../clients/supabase-admin.ts';

export const errorRepository = {
  remove: async (id: string) => await supabaseAdmin.auth.admin.deleteUser(id),
};
