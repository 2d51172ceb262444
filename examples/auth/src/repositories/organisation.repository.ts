import { supabase } from '../clients/supabase.ts';
import type { Organisation, OrganisationInput, OrganisationQuery } from '../schemas/organisation.schema.ts';
import { keyset, type Page } from '../utils/keyset.ts';
import { searchFilter } from '../utils/search-filter.ts';
import { unwrap } from '../utils/unwrap.ts';
import { whereEqual } from '../utils/where-equal.ts';

const COLUMNS = 'id, name, version, created_at, updated_at';

/** `app.organisations`, as the caller: row-level security shows the organisations that they are a member of. */
export const organisationRepository = {
  async list({ limit, cursor, sort, q, ...filters }: OrganisationQuery): Promise<Page<Organisation>> {
    const page = { limit, cursor, sort };
    const all = supabase.from('organisations').select(COLUMNS);
    const filtered = whereEqual(all, filters);
    const found = q === null ? filtered : filtered.or(searchFilter(['name'], q));
    return keyset.page(unwrap(await keyset.apply(found, page)), page);
  },

  async get(id: string): Promise<Organisation | null> {
    return unwrap(await supabase.from('organisations').select(COLUMNS).eq('id', id).maybeSingle());
  },

  /** Makes the caller its owner, in one transaction. Resolves to its id. */
  async create({ name }: OrganisationInput): Promise<string> {
    return unwrap(await supabase.rpc('create_organisation', { name }));
  },

  /** Null where there is no such row, or none of that version (null: any version). */
  async update(id: string, changes: Partial<OrganisationInput>, version: number | null): Promise<Organisation | null> {
    const row = supabase.from('organisations').update(changes).eq('id', id);
    const matched = version === null ? row : row.eq('version', version);
    return unwrap(await matched.select(COLUMNS).maybeSingle());
  },

  /** False where there is no such row, or none of that version (null: any version). */
  async delete(id: string, version: number | null): Promise<boolean> {
    const row = supabase.from('organisations').delete().eq('id', id);
    const matched = version === null ? row : row.eq('version', version);
    return unwrap(await matched.select('id').maybeSingle()) !== null;
  },
};
