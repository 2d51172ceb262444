import { supabase } from '../clients/supabase.ts';
import type { Invitation, InvitationInput, InvitationQuery } from '../schemas/invitation.schema.ts';
import { keyset, type Page } from '../utils/keyset.ts';
import { unwrap } from '../utils/unwrap.ts';
import { whereEqual } from '../utils/where-equal.ts';

const COLUMNS = 'id, organisation_id, email, role, invited_by, expires_at, created_at';

/** `app.invitations`, as the caller: row-level security shows them to owners and admins. No client can read the hash. */
export const invitationRepository = {
  async list(organisationId: string, { limit, cursor, sort, email }: InvitationQuery): Promise<Page<Invitation>> {
    const page = { limit, cursor, sort };
    const all = supabase.from('invitations').select(COLUMNS).eq('organisation_id', organisationId);
    return keyset.page(unwrap(await keyset.apply(whereEqual(all, { email }), page)), page);
  },

  async create(organisationId: string, { email, role }: InvitationInput, tokenHash: string): Promise<Invitation> {
    const row = { organisation_id: organisationId, email, role, token_hash: tokenHash };
    return unwrap(await supabase.from('invitations').insert(row).select(COLUMNS).single());
  },

  async delete(organisationId: string, id: string): Promise<boolean> {
    const row = supabase.from('invitations').delete().eq('id', id).eq('organisation_id', organisationId);
    return unwrap(await row.select('id').maybeSingle()) !== null;
  },

  /** The organisation that the caller is a member of from now on; null where the token is not for them. */
  async accept(token: string): Promise<string | null> {
    return unwrap(await supabase.rpc('accept_invitation', { token }));
  },
};
