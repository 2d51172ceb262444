import { supabase } from '../clients/supabase.ts';
import { unwrap } from '../utils/unwrap.ts';

/** The caller's roles (`app.user_roles`; granted by an administrator in SQL, readable by their holder alone). */
export const roleRepository = {
  async list(): Promise<string[]> {
    const rows = unwrap(await supabase.from('user_roles').select('role').order('role'));
    return rows.map(({ role }) => role);
  },
};
