import { supabase } from '../clients/supabase.ts';
import { unwrap } from '../utils/unwrap.ts';

/** The caller's roles and permissions, as the database reads them: from the token's claims, or from the tables. */
export const permissionRepository = {
  async has(permission: string): Promise<boolean> {
    return unwrap(await supabase.rpc('has_permission', { requested: permission }));
  },

  async roles(): Promise<string[]> {
    return unwrap(await supabase.rpc('own_roles'));
  },

  /** Row-level security shows those of the caller's roles. */
  async list(): Promise<string[]> {
    const rows = unwrap(await supabase.from('role_permissions').select('permission').order('permission'));
    return [...new Set(rows.map(({ permission }) => permission))];
  },
};
