import { supabaseAdmin } from '../clients/supabase-admin.ts';
import type { NewAuditEntry } from '../schemas/audit-entry.schema.ts';
import { unwrap } from '../utils/unwrap.ts';

/** Writes `app.audit_log`, as the service role: nobody else may. What is written stays. */
export const auditAdminRepository = {
  async add(entry: NewAuditEntry): Promise<void> {
    unwrap(await supabaseAdmin.from('audit_log').insert(entry));
  },
};
