import { supabase } from '../clients/supabase.ts';
import { organisationRoleSchema } from '../schemas/member.schema.ts';
import type { Member, MemberInput, MemberQuery, OrganisationRole } from '../schemas/member.schema.ts';
import { keyset, type Page } from '../utils/keyset.ts';
import { unwrap } from '../utils/unwrap.ts';
import { whereEqual } from '../utils/where-equal.ts';

const COLUMNS = 'id, organisation_id, user_id, email, role, created_at';

/** `app.memberships`, as the caller: row-level security shows those of organisations that they are a member of. */
export const memberRepository = {
  /** The caller's role; null where they are no member of the organisation, or there is none. */
  async ownRole(organisationId: string): Promise<OrganisationRole | null> {
    const role = unwrap(await supabase.rpc('organisation_role', { organisation: organisationId }));
    return organisationRoleSchema.nullable().parse(role);
  },

  async list(organisationId: string, { limit, cursor, sort, role }: MemberQuery): Promise<Page<Member>> {
    const page = { limit, cursor, sort };
    const all = supabase.from('memberships').select(COLUMNS).eq('organisation_id', organisationId);
    const rows = unwrap(await keyset.apply(whereEqual(all, { role }), page));
    return keyset.page(rows, page);
  },

  async get(organisationId: string, id: string): Promise<Member | null> {
    const row = supabase.from('memberships').select(COLUMNS).eq('id', id).eq('organisation_id', organisationId);
    return unwrap(await row.maybeSingle());
  },

  /** Null where there is no such member, or not one whose role the caller may change. */
  async update(organisationId: string, id: string, { role }: MemberInput): Promise<Member | null> {
    const row = supabase.from('memberships').update({ role }).eq('id', id).eq('organisation_id', organisationId);
    return unwrap(await row.select(COLUMNS).maybeSingle());
  },

  /** False where there is no such member, or not one whom the caller may remove. */
  async delete(organisationId: string, id: string): Promise<boolean> {
    const row = supabase.from('memberships').delete().eq('id', id).eq('organisation_id', organisationId);
    return unwrap(await row.select('id').maybeSingle()) !== null;
  },
};
