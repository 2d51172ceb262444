import { supabase } from '../clients/supabase.ts';
import type { AuditEntry, AuditEntryQuery } from '../schemas/audit-entry.schema.ts';
import { keyset, type Page } from '../utils/keyset.ts';
import { unwrap } from '../utils/unwrap.ts';
import { whereEqual } from '../utils/where-equal.ts';

const COLUMNS = 'id, actor_id, action, organisation_id, target_id, details, created_at';

/** `app.audit_log`, as the caller: everybody sees what they did themselves, and auditors all of it. */
export const auditEntryRepository = {
  async list({ limit, cursor, sort, ...filters }: AuditEntryQuery): Promise<Page<AuditEntry>> {
    const page = { limit, cursor, sort };
    const filtered = whereEqual(supabase.from('audit_log').select(COLUMNS), filters);
    return keyset.page(unwrap(await keyset.apply(filtered, page)), page);
  },
};
