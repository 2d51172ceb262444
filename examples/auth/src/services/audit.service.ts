import { requestContext } from '../context/request-context.ts';
import { auditAdminRepository } from '../repositories/audit-admin.repository.ts';
import { auditEntryRepository } from '../repositories/audit-entry.repository.ts';
import type { AuditEntry, AuditEntryQuery } from '../schemas/audit-entry.schema.ts';
import type { Page } from '../utils/keyset.ts';

/** Who did what to whom. What changes in the database is written down there, by triggers. */
export const auditService = {
  list: (query: AuditEntryQuery): Promise<Page<AuditEntry>> => auditEntryRepository.list(query),

  /** Writes down what the caller is about to do elsewhere, such as at Supabase Auth: before it, so that none is missing. */
  async record(action: string, targetId: string): Promise<void> {
    await auditAdminRepository.add({ actor_id: requestContext.user().id, action, target_id: targetId });
  },
};
