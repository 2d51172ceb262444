import { supabase } from '../clients/supabase.ts';
import { type AdminUser, type AdminUserQuery, adminUserSchema } from '../schemas/admin.schema.ts';
import { keyset, type Page } from '../utils/keyset.ts';
import { unwrap } from '../utils/unwrap.ts';

/** Accounts and their roles, as the caller: the functions in the database do nothing for whoever is no admin. */
export const adminUserRepository = {
  async list({ limit, cursor, sort, q }: AdminUserQuery): Promise<Page<AdminUser>> {
    const page = { limit, cursor, sort };
    const after = keyset.start(page);
    const key = after === null ? {} : { after_created_at: after.value, after_id: after.id };
    const search = q === null ? {} : { search: q };
    const rows = unwrap(await supabase.rpc('list_users', { page_size: limit + 1, ...key, ...search }));
    return keyset.page(adminUserSchema.array().parse(rows), page);
  },

  /** False where there is no such user. */
  async grantRole(userId: string, role: string): Promise<boolean> {
    return unwrap(await supabase.rpc('grant_role', { grantee: userId, granted: role })) === true;
  },

  /** False where the user has no such role, or where an admin would lock themselves out. */
  async revokeRole(userId: string, role: string): Promise<boolean> {
    return unwrap(await supabase.rpc('revoke_role', { holder: userId, revoked: role })) === true;
  },
};
