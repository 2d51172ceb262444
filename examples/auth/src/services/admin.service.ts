import { requestContext } from '../context/request-context.ts';
import { accountAdminRepository } from '../repositories/account-admin.repository.ts';
import { adminUserRepository } from '../repositories/admin-user.repository.ts';
import type { AdminArea, AdminUser, AdminUserQuery } from '../schemas/admin.schema.ts';
import { appError } from '../utils/app-error.ts';
import type { Page } from '../utils/keyset.ts';
import { auditService } from './audit.service.ts';
import { realSupabaseService } from './real-supabase.service.ts';
import { revocationService } from './revocation.service.ts';

/** A hundred years: Supabase has no ban without an end. */
const FOR_EVER = '876000h';

const setBan = async (userId: string, duration: string, action: string): Promise<void> => {
  realSupabaseService.need('auth admin API, so it cannot ban');
  if (userId === requestContext.user().id) throw appError.conflict('own_account', 'You cannot do this to yourself.');
  await auditService.record(action, userId);
  if (!(await accountAdminRepository.setBan(userId, duration))) throw appError.notFound('user');
};

/** Accounts, for those who have the role admin. Everything is in the audit log. */
export const adminService = {
  area: (): AdminArea => ({ can_ban: realSupabaseService.isThere() }),

  list: (query: AdminUserQuery): Promise<Page<AdminUser>> => adminUserRepository.list(query),

  /**
   * Keeps a user from signing in and refreshing, and their tokens from sensitive routes.
   * @throws 409 `not_on_embedded_stack` or `own_account`, 404 `user_not_found`, 503 `revocations_unavailable`
   */
  async ban(userId: string): Promise<void> {
    await setBan(userId, FOR_EVER, 'user.banned');
    await revocationService.ban(userId);
  },

  /** @throws as `ban` does */
  async unban(userId: string): Promise<void> {
    await setBan(userId, 'none', 'user.unbanned');
    await revocationService.unban(userId);
  },

  /** @throws 404 `user_not_found` */
  async grantRole(userId: string, role: string): Promise<void> {
    if (!(await adminUserRepository.grantRole(userId, role))) throw appError.notFound('user');
  },

  /** @throws 404 `role_not_found` where the user has no such role, 409 `own_account` for one's own role admin */
  async revokeRole(userId: string, role: string): Promise<void> {
    if (role === 'admin' && userId === requestContext.user().id)
      throw appError.conflict('own_account', 'Another admin has to take this role from you.');
    if (!(await adminUserRepository.revokeRole(userId, role))) throw appError.notFound('role');
  },
};
