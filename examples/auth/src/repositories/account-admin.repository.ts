import { supabaseAdmin } from '../clients/supabase-admin.ts';
import { authError } from '../utils/auth-error.ts';
import { unwrap } from '../utils/unwrap.ts';

/** Accounts, as the service role. Each method is about the one account that it is given. */
export const accountAdminRepository = {
  /** Bans for a time as Supabase writes it (`24h`), or lifts the ban (`none`). False where there is no such account. */
  async setBan(userId: string, duration: string): Promise<boolean> {
    const { error } = await supabaseAdmin.auth.admin.updateUserById(userId, { ban_duration: duration });
    if (error === null) return true;
    if (error.code === 'user_not_found') return false;
    throw authError(error);
  },

  /** Whether the account has a password, and when it signed in last. Null where there is no such account. */
  async proof(userId: string) {
    const [proof = null] = unwrap(await supabaseAdmin.rpc('account_proof', { account: userId }));
    return proof;
  },

  /** Deletes the account with all that belongs to it. @throws 409 `rejected_by_database` for the last owner of an organisation */
  async delete(userId: string): Promise<void> {
    unwrap(await supabaseAdmin.rpc('delete_account', { account: userId }));
  },
};
